// Flattens the SVG tree that MathJax makes into a list of shapes in drawing order, each with the matrix that
// takes it to the formula's own coordinates: 1000 units an em, the baseline at y = 0, y downwards.

function product(a, b) {
  return [
    a[0] * b[0] + a[2] * b[1], a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3], a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4], a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

function rotation(degrees) {
  var c = Math.cos(degrees * Math.PI / 180), s = Math.sin(degrees * Math.PI / 180);
  return [c, s, -s, c, 0, 0];
}

function matrixOf(transform) {
  var matrix = [1, 0, 0, 1, 0, 0];
  (transform.match(/\w+\([^)]*\)/g) || []).forEach(function (part) {
    var kind = part.slice(0, part.indexOf('('));
    var v = part.slice(part.indexOf('(') + 1, -1).split(/[\s,]+/).map(Number);
    if (kind === 'translate') {
      matrix = product(matrix, [1, 0, 0, 1, v[0], v[1] || 0]);
    } else if (kind === 'scale') {
      matrix = product(matrix, [v[0], 0, 0, v.length > 1 ? v[1] : v[0], 0, 0]);
    } else if (kind === 'matrix') {
      matrix = product(matrix, v);
    } else if (kind === 'rotate' && v.length === 1) {
      matrix = product(matrix, rotation(v[0]));
    } else if (kind === 'rotate') {
      matrix = product(product(matrix, [1, 0, 0, 1, v[1], v[2]]), product(rotation(v[0]), [1, 0, 0, 1, -v[1], -v[2]]));
    } else {
      throw new Error('unknown transform: ' + part);
    }
  });
  return matrix;
}

// {box: [x, y, width, height], shapes: [...]} of the svg element `root`.
exports.drawList = function (root, adaptor) {
  var shapes = [];

  function text(node, name) {
    var value = adaptor.getAttribute(node, name);
    return value === undefined || value === null ? '' : String(value);
  }
  function number(node, name) {
    return parseFloat(text(node, name)) || 0;
  }
  function numbers(node, names) {
    return names.map(function (name) { return number(node, name); });
  }

  // MathJax leaves the lines of tables to its style sheet, and writes some strokes as styles.
  function penOf(node, outer) {
    var ruled = text(node, 'data-line') || text(node, 'data-frame');
    var width = text(node, 'stroke-width') || adaptor.getStyle(node, 'stroke-width') || text(node, 'stroke-thickness');
    return {
      fill: ruled ? 'none' : text(node, 'fill') || outer.fill,
      stroke: text(node, 'stroke') || outer.stroke,
      width: width ? parseFloat(width) : ruled ? 70 : outer.width,
      dash: /mjx-dashed/.test(text(node, 'class')) ? 'dashed' : /mjx-dotted/.test(text(node, 'class')) ? 'dotted' : '',
    };
  }

  function add(kind, matrix, pen, more) {
    var shape = {kind: kind, matrix: matrix};
    if (pen.width > 0 && (pen.fill === 'none' || kind === 'line')) {
      shape.width = pen.width;
      shape.colour = pen.stroke;
      if (pen.dash) shape.dash = pen.dash;
    } else {
      if (pen.fill === 'none' || pen.fill === 'transparent') return;
      shape.colour = pen.fill;
    }
    if (shape.colour === 'currentColor') delete shape.colour;
    shapes.push(Object.assign(shape, more));
  }

  function walkChildren(node, matrix, pen) {
    adaptor.childNodes(node).forEach(function (child) { walk(child, matrix, pen); });
  }

  // A window on a glyph: the pieces that tall delimiters are made of.
  function walkWindow(node, matrix, pen) {
    var box = text(node, 'viewBox').split(/\s+/).map(Number);
    var place = numbers(node, ['x', 'y', 'width', 'height']);
    matrix = product(matrix, [1, 0, 0, 1, place[0], place[1]]);
    if (box.length === 4) {
      var sx = place[2] / box[2], sy = place[3] / box[3];
      matrix = product(matrix, [sx, 0, 0, sy, -box[0] * sx, -box[1] * sy]);
    }
    shapes.push({kind: 'clip', matrix: matrix, box: box});
    walkChildren(node, matrix, pen);
    shapes.push({kind: 'unclip'});
  }

  function walk(node, matrix, outer) {
    var kind = adaptor.kind(node);
    if (kind === '#text' || kind === '#comment' || kind === 'defs' || kind === 'title') return;
    var pen = penOf(node, outer);
    if (text(node, 'transform')) matrix = product(matrix, matrixOf(text(node, 'transform')));
    if (kind === 'path') {
      add('path', matrix, pen, {outline: text(node, 'd')});
    } else if (kind === 'rect') {
      add('rect', matrix, pen, {box: numbers(node, ['x', 'y', 'width', 'height'])});
    } else if (kind === 'line') {
      add('line', matrix, pen, {ends: numbers(node, ['x1', 'y1', 'x2', 'y2'])});
    } else if (kind === 'ellipse') {
      add('ellipse', matrix, pen, {oval: numbers(node, ['cx', 'cy', 'rx', 'ry'])});
    } else if (kind === 'text') {
      var content = adaptor.textContent(node);
      if (content) {
        add('text', matrix, pen, {
          text: content,
          size: number(node, 'font-size') || 1000,
          bold: text(node, 'font-weight') === 'bold',
          italic: text(node, 'font-style') === 'italic',
        });
      }
    } else if (kind === 'svg' && node !== root) {
      walkWindow(node, matrix, pen);
    } else if (kind === 'g' || kind === 'a' || kind === 'svg') {
      walkChildren(node, matrix, pen);
    } else {
      throw new Error('unknown element: ' + kind);
    }
  }

  var box = text(root, 'viewBox').split(/\s+/).map(Number);
  if (box.length !== 4) throw new Error('as wide as the page');
  walk(root, [1, 0, 0, 1, 0, 0], {fill: 'currentColor', stroke: 'none', width: 0});
  return {box: box, shapes: shapes};
};
