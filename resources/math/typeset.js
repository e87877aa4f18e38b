// typeset(tex, display): the draw list of a formula as JSON. Throws what is wrong with the TeX.
require('./attributes.js');
var mathjax = require('mathjax-full/js/mathjax.js').mathjax;
var TeX = require('mathjax-full/js/input/tex.js').TeX;
var SVG = require('mathjax-full/js/output/svg.js').SVG;
var liteAdaptor = require('mathjax-full/js/adaptors/liteAdaptor.js').liteAdaptor;
var RegisterHTMLHandler = require('mathjax-full/js/handlers/html.js').RegisterHTMLHandler;
require('mathjax-full/js/input/tex/base/BaseConfiguration.js');
require('mathjax-full/js/input/tex/ams/AmsConfiguration.js');
require('mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js');
require('mathjax-full/js/input/tex/braket/BraketConfiguration.js');
require('mathjax-full/js/input/tex/cancel/CancelConfiguration.js');
require('mathjax-full/js/input/tex/color/ColorConfiguration.js');
require('mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js');
require('mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js');
require('mathjax-full/js/input/tex/unicode/UnicodeConfiguration.js');
var drawList = require('./drawlist.js').drawList;

var adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

function makeDocument() {
  return mathjax.document('', {
    InputJax: new TeX({
      packages: ['base', 'ams', 'boldsymbol', 'braket', 'cancel', 'color', 'mathtools', 'newcommand', 'unicode'],
      maxMacros: 2000,
      formatError: function (jax, error) { throw error; },
    }),
    OutputJax: new SVG({fontCache: 'none', mtextInheritFont: false}),
  });
}

var shared = makeDocument();
var defines = /\\(def|let|(re)?newcommand|(re)?newenvironment|DeclareMathOperator|DeclarePaired|newtagform|definecolor)/;

// A tag belongs at the margin of a page, and multline is as wide as one; here there is none: the tag stands behind
// its line.
function withoutPage(tex) {
  return tex.replace(/\\label\s*\{[^{}]*\}/g, '')
    .replace(/\\tag\s*\*\s*\{([^{}]*)\}/g, '\\qquad\\text{$1}')
    .replace(/\\tag\s*\{([^{}]*)\}/g, '\\qquad\\text{($1)}')
    .replace(/\\(begin|end)\s*\{multline\*?\}/g, '\\$1{gathered}');
}

// Whether a line ends outside of all environments and groups, which MathJax 3 would set as one line.
function hasOuterLines(tex) {
  var depth = 0;
  return (tex.match(/\\begin\b|\\end\b|\\[^a-zA-Z]|[{}]/g) || []).some(function (token) {
    if (token === '\\begin' || token === '{') ++depth;
    if (token === '\\end' || token === '}') --depth;
    return depth === 0 && token === '\\\\';
  });
}

exports.typeset = function (tex, display) {
  // What one formula defines must not change the next: the same TeX always gives the same picture.
  var page = defines.test(tex) ? makeDocument() : shared;
  var source = withoutPage(tex);
  if (hasOuterLines(source)) source = '\\begin{gathered}' + source + '\\end{gathered}';
  var container = page.convert(source, {
    display: display, em: 16, ex: 16 * 0.442, // of the font that MathJax draws with, so that text comes at 1000 units
    containerWidth: 1e6,
  });
  var root = adaptor.firstChild(container);
  while (root && adaptor.kind(root) !== 'svg') root = adaptor.next(root);
  return JSON.stringify(drawList(root, adaptor));
};
