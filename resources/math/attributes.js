// MathJax gives the attributes of each node to their defaults as a chain of prototypes. Qt's JavaScript engine
// walks all its hidden classes whenever an object that is a prototype changes, which makes typesetting five
// times slower. This class looks along the same chain in plain objects.
var module_ = require('mathjax-full/js/core/MmlTree/Attributes.js');
var original = module_.Attributes.prototype;

function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

function Attributes(defaults, global) {
  this.global = global;
  this.defaults = Object.assign({}, defaults);
  this.inherited = {};
  this.attributes = {};
}

Object.keys(original).forEach(function (name) {
  Attributes.prototype[name] = original[name];
});

Attributes.prototype.get = function (name) {
  var value = has(this.attributes, name) ? this.attributes[name] : this.getInherited(name);
  return value === module_.INHERIT ? this.global[name] : value;
};

Attributes.prototype.getInherited = function (name) {
  return has(this.inherited, name) ? this.inherited[name] : this.getDefault(name);
};

Attributes.prototype.getDefault = function (name) {
  return has(this.defaults, name) ? this.defaults[name] : this.global[name];
};

Attributes.prototype.hasDefault = function (name) {
  return has(this.defaults, name) || name in this.global;
};

module_.Attributes = Attributes;
