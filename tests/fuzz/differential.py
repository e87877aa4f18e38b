"""Random programs in the cell language, run by Tapedeck and by this Python: output and the name of the
exception must be the same.

    differential.py CELLS [--count N] [--seed S] [--keep FOLDER]

CELLS is the program made of cells.cpp. A program that differs is made smaller, shown, and with --keep
written as a program of tests/programs. The seed of each program is its number: --seed 123 --count 1
runs that one again.
"""

import argparse
import contextlib
import io
import random
import signal
import subprocess
import sys
import warnings


class Generator:
    """Writes one program. Expressions are made by type, with now and then a wrong one."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = {'int': ['i0'], 'float': ['f0'], 'str': ['s0'], 'list': ['l0'], 'dict': ['d0'], 'tuple': ['t0'],
                      'set': ['u0'], 'bool': ['b0']}
        self.functions = []
        self.classes = []
        self.count = 0
        self.local = None

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, p):
        return self.random.random() < p

    def new(self, prefix):
        self.count += 1
        return f'{prefix}{self.count}'

    def expression(self, kind, depth=0):
        if self.chance(0.01):
            kind = self.pick(*self.names)
        if self.chance(0.3) and self.names[kind]:
            return self.random.choice(self.names[kind])
        if depth > 3:
            return self.literal(kind)
        return getattr(self, kind + '_')(depth + 1)

    def literal(self, kind):
        r = self.random
        if kind == 'int':
            return str(self.pick(0, 1, 2, 3, 7, 10, -1, -5, 255, r.randint(-1000, 1000), r.randint(-2 ** 40, 2 ** 40),
                                 2 ** 63 - 1, 10 ** 20, r.randint(-10 ** 25, 10 ** 25)))
        if kind == 'float':
            return repr(self.pick(0.0, 1.0, -2.5, 0.1, 1e-7, 1e16, 123456.789, -0.0, r.uniform(-10, 10), r.gauss(0, 1e6),
                                  float(r.randint(-5, 5))))
        if kind == 'bool':
            return self.pick('True', 'False')
        if kind == 'str':
            return repr(self.pick('', 'a', 'abc', 'Hello World', "it's", 'x y  z', '中文é', 'tab\tnew\nline', '12', ' 3.5 ',
                                  'aXbXc', '%d', '{}'))
        if kind == 'list':
            return self.pick('[]', '[1, 2, 3]', '[3, 1, 2]', "['b', 'a']", '[1.5, 2]', '[[1], [2, 3]]', '[True, None]')
        if kind == 'tuple':
            return self.pick('()', '(1,)', "(1, 'a')", '(1, 2, 3)')
        if kind == 'dict':
            return self.pick('{}', "{'a': 1}", '{1: 2, 3: 4}', "{(1, 2): 'x', None: 0}")
        return self.pick('set()', '{1, 2}', '{5, 3, 9}', '{1.5, 2, (1, 2)}')

    def int_(self, d):
        e = self.expression
        return self.pick(
            lambda: self.literal('int'),
            lambda: f"({e('int', d)} {self.pick('+', '-', '*', '//', '%', '&', '|', '^')} {e('int', d)})",
            lambda: f"({e('int', d)} ** {self.pick(0, 1, 2, 3, 5, 20)})",
            lambda: f"({e('int', d)} {self.pick('<<', '>>')} {self.pick(0, 1, 5, 40, 70)})",
            lambda: f"{self.pick('-', '+', '~')}{e('int', d)}",
            lambda: f"len({e(self.pick('str', 'list', 'dict', 'tuple', 'set'), d)})",
            lambda: f"abs({e('int', d)})",
            lambda: f"int({e('float', d)})",
            lambda: f"int({self.pick(repr('42'), repr(' -7 '), repr('0x1f'), repr('1_000'), repr('z'))}, {self.pick(10, 16, 0, 36)})",
            lambda: f"{self.pick('min', 'max')}({e('int', d)}, {e('int', d)})",
            lambda: f"sum({self.ints(d)})",
            lambda: f"round({e('float', d)})",
            lambda: f"round({e('int', d)}, {self.pick(-1, -2, 0, 2)})",
            lambda: f"{e('str', d)}.{self.pick('find', 'count', 'index', 'rfind')}({e('str', d)})",
            lambda: f"{e('list', d)}.{self.pick('index', 'count')}({e('int', d)})",
            lambda: f"({e('int', d)} if {e('bool', d)} else {e('int', d)})",
            lambda: f"divmod({e('int', d)}, {e('int', d)})[{self.pick(0, 1)}]",
            lambda: f"hash({self.pick(self.literal('int'), self.literal('float'))})",
            lambda: f"{e('int', d)}.bit_length()" if self.chance(0.5) else f"({e('int', d)}).bit_length()",
            lambda: f"ord({e('str', d)}[0])",
            lambda: f"pow({e('int', d)}, {self.pick(0, 3, 10)}, {e('int', d)})",
            lambda: self.call('int', d),
        )()

    def ints(self, d):
        e = self.expression
        return self.pick(
            lambda: f"range({self.pick(0, 5, 10)})",
            lambda: f"range({self.pick(-3, 0, 9)}, {self.pick(-5, 4, 20)}, {self.pick(1, 2, -1, -3)})",
            lambda: f"[{e('int', d)}, {e('int', d)}]",
            lambda: f"[v {self.pick('* 2', '+ 1', '** 2', '% 3')} for v in range({self.pick(3, 6)}) if v {self.pick('> 1', '% 2', '!= 3')}]",
            lambda: f"(v for v in {e('tuple', d)} if isinstance(v, int))",
            lambda: f"map(int, {self.pick(repr('123'), '[1.9, -1.9]')})",
            lambda: f"{e('set', d)}",
        )()

    def float_(self, d):
        e = self.expression
        return self.pick(
            lambda: self.literal('float'),
            lambda: f"({e('float', d)} {self.pick('+', '-', '*', '/', '//', '%')} {e(self.pick('float', 'int'), d)})",
            lambda: f"({e('int', d)} / {e('int', d)})",
            lambda: f"({e('int', d)} {self.pick('+', '-', '*')} {e('float', d)})",
            lambda: f"({e('float', d)} ** {self.pick(0, 1, 2, 3, -1)})",
            lambda: f"(abs({e('float', d)}) ** {self.pick(0.5, -0.5, 1.5)})",
            lambda: f"-{e('float', d)}",
            lambda: f"float({e('int', d)})",
            lambda: f"float({self.pick(repr('1e3'), repr(' 2.5 '), repr('nan'), repr('-inf'), repr('1_0.5'), repr('x'))})",
            lambda: f"round({e('float', d)}, {self.pick(0, 1, 2, 5, -1)})",
            lambda: f"abs({e('float', d)})",
            lambda: f"math.{self.pick('sqrt', 'exp', 'log', 'sin', 'tanh', 'floor', 'ceil')}({e('float', d)})",
            lambda: f"({e('float', d)} if {e('bool', d)} else {e('float', d)})",
            lambda: f"{self.pick('min', 'max')}({e('float', d)}, {e('int', d)})",
        )()

    def bool_(self, d):
        e = self.expression
        number = lambda: e(self.pick('int', 'float'), d)
        kind = self.pick('int', 'float', 'str', 'list', 'tuple')
        return self.pick(
            lambda: self.literal('bool'),
            lambda: f"({number()} {self.pick('<', '<=', '==', '!=', '>', '>=')} {number()})",
            lambda: f"({number()} {self.pick('<', '<=')} {number()} {self.pick('<', '!=')} {number()})",
            lambda: f"({e(kind, d)} {self.pick('<', '==', '!=', '>=')} {e(kind, d)})",
            lambda: f"({e('bool', d)} {self.pick('and', 'or')} {e('bool', d)})",
            lambda: f"(not {e(self.pick(*self.names), d)})",
            lambda: f"({e('int', d)} {self.pick('in', 'not in')} {e(self.pick('list', 'tuple', 'set', 'dict'), d)})",
            lambda: f"({e('str', d)} in {e('str', d)})",
            lambda: f"({e('set', d)} {self.pick('<', '<=', '==', '>')} {e('set', d)})",
            lambda: f"({e('dict', d)} == {e('dict', d)})",
            lambda: f"isinstance({e(self.pick(*self.names), d)}, {self.pick('int', 'float', 'str', 'list', '(int, str)', 'bool', 'dict')})",
            lambda: f"{self.pick('any', 'all')}({self.ints(d)})",
            lambda: f"{e('str', d)}.{self.pick('isdigit', 'isalpha', 'isspace', 'isupper', 'islower', 'isalnum')}()",
            lambda: f"{e('str', d)}.{self.pick('startswith', 'endswith')}({e('str', d)})",
            lambda: f"bool({e(self.pick(*self.names), d)})",
            lambda: f"({e('int', d)} is None)",
            lambda: f"math.isclose({e('float', d)}, {e('float', d)})",
        )()

    def specification(self, kind):
        r = self.random
        align = self.pick('', '', '<', '>', '^', '*^', '0>', '=') if kind != 'str' else self.pick('', '<', '>', '^', '_^')
        sign = self.pick('', '', '+', ' ') if kind != 'str' else ''
        width = self.pick('', '', '3', '8', '012', '15') if kind != 'str' else self.pick('', '3', '10')
        if kind == 'int':
            return align + sign + self.pick('', '', '#') + width + self.pick('', '', ',', '_') + self.pick('', 'd', 'x', 'b', 'o', 'X', 'f', '.2f', 'e', '.1%')
        if kind == 'float':
            return align + sign + width + self.pick('', '', ',') + self.pick('', '.3f', '.0f', 'e', '.2e', 'g', '.4g', '.1%', 'f', '.10', 'E', 'G', '.3')
        return align + width + self.pick('', 's', '.2', '.5s')

    def str_(self, d):
        e = self.expression
        kind = self.pick('int', 'float', 'str')
        field = lambda: '{' + f"{self.plain(kind, d)}" + self.pick('', '', '!r', '!s') + '}'
        return self.pick(
            lambda: self.literal('str'),
            lambda: f"({e('str', d)} + {e('str', d)})",
            lambda: f"({e('str', d)} * {self.pick(0, 1, 3, -1)})",
            lambda: f"{e('str', d)}[{self.index(d)}]",
            lambda: f"{self.pick('str', 'repr')}({e(self.pick(*self.names), d)})",
            lambda: f"{e('str', d)}.{self.pick('upper', 'lower', 'title', 'strip', 'capitalize', 'swapcase', 'lstrip', 'rstrip')}()",
            lambda: f"{e('str', d)}.{self.pick('center', 'ljust', 'rjust')}({self.pick(0, 5, 8, 9)}{self.pick('', ', ' + repr('*'))})",
            lambda: f"{e('str', d)}.zfill({self.pick(0, 5, 8)})",
            lambda: f"{e('str', d)}.replace({e('str', d)}, {e('str', d)}{self.pick('', ', 1')})",
            lambda: f"{e('str', d)}.join(str(v) for v in {self.ints(d)})",
            lambda: f"{e('str', d)}.join({e('str', d)}.split({self.pick('', repr('X'), 'None, 1')}))",
            lambda: f"'[%{self.pick('s', 'r', '5s', '-6s', '.2s')}]' % ({e(self.pick('int', 'str', 'list', 'float'), d)},)",
            lambda: f"'%{self.pick('', '-', '0', '+', ' ')}{self.pick('', '5', '9')}{self.pick('d', 'x', 'o', 'X')}' % {e('int', d)}",
            lambda: f"'%{self.pick('', '-', '0', '+')}{self.pick('', '9')}{self.pick('', '.2', '.0')}{self.pick('f', 'e', 'g', 'd')}' % {e('float', d)}",
            lambda: f"format({e(kind, d)}, {self.specification(kind)!r})",
            lambda: f"'{{:{self.specification(kind)}}}|{{}}'.format({e(kind, d)}, {e('int', d)})",
            lambda: "f'" + field() + ' and ' + '{' + self.plain(kind, d) + ':' + self.specification(kind) + "}'",
            lambda: f"({e('str', d)} if {e('bool', d)} else {e('str', d)})",
            lambda: f"chr({self.pick(65, 97, 8364, 20013)})",
            lambda: f"{self.pick('bin', 'hex', 'oct')}({e('int', d)})",
            lambda: f"''.join(reversed({e('str', d)}))",
            lambda: f"type({e(self.pick(*self.names), d)}).__name__",
        )()

    def plain(self, kind, d):
        """An expression that may stand in an f-string with single quotes."""
        for _ in range(9):
            text = self.expression(kind, d + 1)
            if not set(text) & set('\'"\\{}#!:\n'):
                return text
        return self.names[kind][0]

    def index(self, d):
        small = lambda: str(self.pick(0, 1, 2, -1, -2, 5))
        return self.pick(small, small, lambda: f'{small()}:', lambda: f':{small()}', lambda: f'{small()}:{small()}',
                         lambda: f'::{self.pick(1, 2, -1, -2)}', lambda: f'{small()}:{small()}:{self.pick(2, -1)}',
                         lambda: self.expression('int', d + 1))()

    def list_(self, d):
        e = self.expression
        element = self.pick('int', 'str', 'float', 'int')
        return self.pick(
            lambda: self.literal('list'),
            lambda: f"[{e(element, d)}, {e(element, d)}]",
            lambda: f"[*{e('tuple', d)}, {e(element, d)}]",
            lambda: f"({e('list', d)} + {e('list', d)})",
            lambda: f"({e('list', d)} * {self.pick(0, 2, -1)})",
            lambda: f"{e('list', d)}[{self.pick(1, '', -2)}:{self.pick(2, '', -1)}]",
            lambda: f"list({self.ints(d)})",
            lambda: f"sorted({self.ints(d)}{self.pick('', ', reverse=True', ', key=lambda v: -v', ', key=str')})",
            lambda: f"sorted({e('list', d)})",
            lambda: f"list({e(self.pick('str', 'tuple', 'dict', 'set'), d)})",
            lambda: f"list(enumerate({e('str', d)}, {self.pick(0, 1)}))",
            lambda: f"list(zip({self.ints(d)}, {e('str', d)}))",
            lambda: f"[(v, w) for v in {self.ints(d)} for w in {e('str', d)}[:2]]",
            lambda: f"[{self.pick('v', 'str(v)', '[v]', 'v == 1')} for v in {e(self.pick('list', 'tuple', 'str'), d)}]",
            lambda: f"list(reversed({e('list', d)}))",
            lambda: f"list(filter({self.pick('None', 'lambda v: v', 'bool')}, {e('list', d)}))",
            lambda: f"list(map({self.pick('str', 'lambda v: (v,)', 'bool', 'repr')}, {e('list', d)}))",
            lambda: f"{e('str', d)}.split({self.pick('', repr(' '), repr('X'))})",
            lambda: f"list({e('dict', d)}.{self.pick('keys', 'values', 'items')}())",
            lambda: f"[w := {e('int', d)}, w + 1]" if self.local is None else self.literal('list'),
        )()

    def tuple_(self, d):
        e = self.expression
        return self.pick(
            lambda: self.literal('tuple'),
            lambda: f"({e(self.pick(*self.names), d)}, {e('int', d)})",
            lambda: f"tuple({self.ints(d)})",
            lambda: f"({e('tuple', d)} + {e('tuple', d)})",
            lambda: f"({e('tuple', d)} * {self.pick(0, 2)})",
            lambda: f"divmod({e(self.pick('int', 'float'), d)}, {e('int', d)})",
            lambda: f"{e('tuple', d)}[::{self.pick(1, -1, 2)}]",
            lambda: f"{e('str', d)}.{self.pick('partition', 'rpartition')}({e('str', d)})",
        )()

    def dict_(self, d):
        e = self.expression
        return self.pick(
            lambda: self.literal('dict'),
            lambda: f"{{{e(self.pick('int', 'str', 'tuple', 'float', 'bool'), d)}: {e('int', d)}, {e('int', d)}: {e('str', d)}}}",
            lambda: f"{{v: {self.pick('v * 2', 'str(v)', '[v]')} for v in {self.ints(d)}}}",
            lambda: f"dict(zip({e('str', d)}, {self.ints(d)}))",
            lambda: f"{{**{e('dict', d)}, {e('int', d)}: 0}}",
            lambda: f"dict(a={e('int', d)}, b={e('str', d)})",
            lambda: f"dict.fromkeys({e('str', d)}, {e('int', d)})",
            lambda: f"({e('dict', d)} | {e('dict', d)})",
        )()

    def set_(self, d):
        e = self.expression
        return self.pick(
            lambda: self.literal('set'),
            lambda: f"{{{', '.join(str(self.random.randint(-20, 60)) for _ in range(self.pick(1, 4, 9)))}}}",
            lambda: f"set(v for v in {self.ints(d)} if isinstance(v, int))",
            lambda: f"{{v {self.pick('% 3', '* 7', '// 2')} for v in range({self.pick(4, 9, 25)})}}",
        )()

    def call(self, kind, d):
        if not self.functions or self.local is not None:
            return self.literal(kind)
        name, count = self.random.choice(self.functions)
        return f"{name}({', '.join(self.expression('int', d + 1) for _ in range(count))})"

    # ---- statements

    def program(self):
        lines = ['import math', 'i0 = 5', 'f0 = 2.5', "s0 = 'text'", 'l0 = [1, 2, 3]', "d0 = {'k': 1, 2: 'v'}", 't0 = (4, 6)',
                 'u0 = {1, 2, 3}', 'b0 = True']
        for _ in range(self.random.randint(4, 12)):
            lines += self.top()
        return lines

    def top(self):
        return self.pick(self.function, self.class_, self.generator, self.guarded, self.guarded, self.guarded, self.guarded,
                         self.printing, self.printing, self.printing, self.binding, self.binding, self.binding, self.closure, self.leaving, self.nesting, self.delegation)()

    def indent(self, blocks):
        return ['    ' + line for block in blocks for line in block]

    def guarded(self):
        handler = self.pick('Exception', '(ValueError, TypeError)', 'ArithmeticError', 'LookupError', 'Exception')
        lines = ['try:'] + self.indent([self.statement(1) for _ in range(self.random.randint(1, 4))])
        lines += [f'except {handler} as e:', '    print(type(e).__name__, isinstance(e, LookupError))']
        if self.chance(0.3):
            lines += ['else:', "    print('else')"]
        if self.chance(0.3):
            lines += ['finally:', "    print('finally')"]
        return lines

    def printing(self):
        kinds = [self.pick(*self.names) for _ in range(self.random.randint(1, 3))]
        extra = self.pick('', '', '', ", sep='|'", ", end='.\\n'")
        return [f"print({', '.join(self.expression(k) for k in kinds)}{extra})"]

    def binding(self):
        kind = self.pick(*self.names)
        value = self.expression(kind)
        name = self.new(kind[0])
        self.names[kind].append(name)
        if kind == 'int' and self.chance(0.3):
            return [f'{name} = 1', f"{name} {self.pick('+', '-', '*', '//', '%', '**', '|')}= {self.pick(value, '2', '3')}"]
        if kind == 'str' and self.chance(0.3):
            return [f"{name} = ''", f'for _ in range({self.pick(1, 3)}):', f'    {name} += {value}']
        return [f'{name} = {value}']

    def statement(self, depth):
        if depth > 3:
            return self.printing()
        return self.pick(self.printing, self.printing, self.binding, self.mutation, lambda: self.if_(depth),
                         lambda: self.for_(depth), lambda: self.while_(depth), self.unpacking, self.raising, self.assertion,
                         self.slicing, self.deletion)()

    def block(self, depth):
        saved = {kind: list(names) for kind, names in self.names.items()}
        lines = self.indent([self.statement(depth + 1) for _ in range(self.random.randint(1, 3))])
        self.names = saved
        return lines

    def if_(self, depth):
        lines = [f"if {self.expression('bool')}:"] + self.block(depth)
        if self.chance(0.3):
            lines += [f"elif {self.expression('bool')}:"] + self.block(depth)
        if self.chance(0.5):
            lines += ['else:'] + self.block(depth)
        return lines

    def for_(self, depth):
        name = self.new('i')
        saved = list(self.names['int'])
        source = self.pick(f'range({self.pick(0, 2, 4)})', f'enumerate({self.expression("str")}[:3])', self.ints(2),
                           f"{self.expression('dict')}.items()")
        target = f"{self.new('p')}, {name}" if 'enumerate' in source or '.items()' in source else name
        if target == name:
            self.names['int'].append(name)
        lines = [f'for {target} in {source}:'] + self.block(depth)
        if self.chance(0.4):
            lines += [f"    if {self.expression('bool')}:", f"        {self.pick('break', 'continue')}"]
        lines += [f"    print({name})"]
        self.names['int'] = saved
        if self.chance(0.3):
            lines += ['else:', "    print('no break')"]
        return lines

    def while_(self, depth):
        name = self.new('n')
        return [f'{name} = {self.pick(0, 1, 3)}', f"while {name} < {self.pick(3, 5)} and {self.expression('bool')}:", f'    {name} += 1'] \
            + self.block(depth) + ([f'else:', "    print('over')"] if self.chance(0.3) else [])

    def mutation(self):
        e = self.expression
        name = self.random.choice(self.names['list'])
        mapping = self.random.choice(self.names['dict'])
        group = self.random.choice(self.names['set'])
        return [self.pick(
            lambda: f"{name}.append({e(self.pick('int', 'str', 'list'))})" if name != 'l0' else f"{name}.append({e('int')})",
            lambda: f"{name}.extend({self.ints(2)})",
            lambda: f"{name}.insert({self.pick(0, 1, -1, 9)}, {e('int')})",
            lambda: f"print({name}.pop({self.pick('', 0, -1, 5)}))",
            lambda: f"{name}.remove({e('int')})",
            lambda: f"{name}.{self.pick('reverse', 'sort', 'clear')}()",
            lambda: f"{name}[{self.pick(0, -1, 1, 7)}] = {e('int')}",
            lambda: f"{name}[{self.pick('1:', ':2', '::2', '1:1')}] = {e('list')}",
            lambda: f"{name}[{self.pick(0, -1)}] += {e('int')}",
            lambda: f"{mapping}[{e(self.pick('int', 'str', 'tuple'))}] = {e('int')}",
            lambda: f"print({mapping}.{self.pick('get', 'pop', 'setdefault')}({e('int')}, {e('int')}))",
            lambda: f"print({mapping}[{e(self.pick('int', 'str'))}])",
            lambda: f"{mapping}.update({e('dict')})",
            lambda: f"{group}.{self.pick('add', 'discard', 'remove')}({e(self.pick('int', 'int', 'float'))})",
            lambda: f"print(len({group} {self.pick('|', '&', '-', '^')} {e('set')}))",
            lambda: f"print(sorted({group} {self.pick('|', '&', '-', '^')} {{1, 2, 40}}))",
        )()]

    def slicing(self):
        kind = self.pick('list', 'tuple', 'str')
        return [f"print({self.expression(kind)}[{self.index(1)}])"]

    def deletion(self):
        return [self.pick(f"del {self.random.choice(self.names['list'])}[{self.pick(0, -1, '1:', '::2', 8)}]",
                          f"del {self.random.choice(self.names['dict'])}[{self.expression('int')}]")]

    def unpacking(self):
        a, b, c = self.new('x'), self.new('x'), self.new('x')
        return self.pick(
            lambda: [f"{a}, {b} = {self.expression(self.pick('tuple', 'list', 'str'))}", f'print({a}, {b})'],
            lambda: [f"{a}, *{b} = {self.expression(self.pick('list', 'tuple', 'str'))}", f'print({a}, {b})'],
            lambda: [f"({a}, {b}), {c} = ({self.expression('int')}, {self.expression('str')}), {self.expression('list')}", f'print({c}, {b}, {a})'],
            lambda: [f"{a} = {b} = {self.expression('int')}", f'{a}, {b} = {b} + 1, {a}', f'print({a}, {b})'],
        )()

    def raising(self):
        kind = self.pick('ValueError', 'KeyError', 'IndexError', 'RuntimeError', 'StopIteration', 'ZeroDivisionError')
        return [f"if {self.expression('bool')}:", f"    raise {kind}({self.expression('str')})"]

    def assertion(self):
        return [f"assert {self.expression('bool')}{self.pick('', ', ' + self.expression('str'))}"]

    def function(self):
        name = self.new('fun')
        count = self.random.randint(0, 3)
        parameters = [self.new('a') for _ in range(count)]
        saved = {kind: list(names) for kind, names in self.names.items()}
        self.names['int'] += parameters
        signature = list(parameters)
        if signature and self.chance(0.4):
            signature[-1] += f" = {self.pick(1, 10)}"
        if self.chance(0.2):
            signature.append('*rest')
        if self.chance(0.2):
            signature.append('**more')
        self.local = name
        body = self.indent([self.statement(2) for _ in range(self.random.randint(0, 2))])
        if self.chance(0.2) and parameters:
            body += [f'    if {parameters[0]} > 0 and {parameters[0]} < 20:',
                     f"        return {name}({', '.join([parameters[0] + ' - 2'] + parameters[1:])}) + 1"]
        body += [f"    return {self.expression('int')}"]
        self.local = None
        self.names = saved
        self.functions.append((name, count))
        call = ', '.join(self.expression('int', 2) for _ in range(count))
        return [f"def {name}({', '.join(signature)}):"] + body + ['try:', f'    print({name}({call}))', 'except Exception as e:',
                                                                   '    print(type(e).__name__)']

    def closure(self):
        outer, inner, name = self.new('outer'), self.new('inner'), self.new('n')
        return [f'def {outer}({name}):', f'    def {inner}(step={self.pick(1, 2)}):', f'        nonlocal {name}',
                f"        {name} {self.pick('+', '-', '*')}= step", f'        return {name}', f'    return {inner}',
                f'c = {outer}({self.pick(0, 3, -2)})', f'print(c(), c({self.pick(1, 5)}), c(step=3))',
                f"print([g({self.pick(0, 2)}) for g in [lambda v, k=k: v + k for k in range(3)]])"]

    def leaving(self):
        """Ways out of try, with and loops inside each other."""
        name, way = self.new('leave'), lambda: self.pick('break', 'continue', 'return v', 'raise ValueError(v)', '1 // v', 'pass', 'out.append(v)')
        return [f'def {name}():', '    out = []', f"    for v in {self.pick('range(3)', '[0, 2, 1]', '(5,)', '[]')}:", '        try:',
                f"            if v {self.pick('== 1', '> 1', '< 1', '% 2')}:", f'                {way()}', '            try:', f'                {way()}',
                f"            except {self.pick('ValueError', 'ArithmeticError', 'KeyError')}{self.pick('', ' as e')}:", f'                {way()}',
                '            finally:', "                out.append('inner')",
                f"        except {self.pick('ValueError', 'ZeroDivisionError')} as e:", f"            {self.pick('out.append(str(e))', 'raise', 'raise KeyError(v) from e')}",
                '        else:', "            out.append('fine')", '        finally:', f"            out.append({self.pick('v', 'repr(v)', '(v, len(out))')})",
                '    else:', "        out.append('end')", '    return out', 'try:', f'    print({name}())',
                'except Exception as e:', '    print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__))']

    def nesting(self):
        e = self.expression
        part = lambda v: f"for {v} in {self.ints(2)}" + self.pick('', f' if {v} % 2', f' if {v} > 0 if {v} < 9')
        return ['try:', '    print(' + self.pick(
            lambda: f"[[a * b {part('b')}] {part('a')}]",
            lambda: f"[(a, b) {part('a')} {part('b')} if a != b]",
            lambda: f"{{a: [b for b in range(a % 4)] {part('a')}}}",
            lambda: f"sorted({{a % 5 {part('a')}}})",
            lambda: f"[f(3) for f in [lambda x, a=a: x * a {part('a')}]]",
            lambda: f"[f() for f in [lambda: a {part('a')}]]",
            lambda: f"sum(a * b {part('a')} {part('b')})",
            lambda: f"[y {part('a')} if (y := a % 3)]",
            lambda: f"sorted({e('str')}.split(), key=lambda w: (len(w), w), reverse={self.pick('True', 'False')})",
            lambda: f"(lambda *a, k=1, **m: (a, k, sorted(m)))(*{e('tuple')}, {self.pick('k=2', 'z=3', '**{}', '**dict(k=0, q=1)')})",
            lambda: f"[*{e('list')}, *{e('tuple')}], {{**{e('dict')}}}, max(*{e('tuple')}, 0)",
        )() + ')', 'except Exception as e:', '    print(type(e).__name__)']

    def delegation(self):
        inner, outer = self.new('gen'), self.new('gen')
        return [f'def {inner}(n):', '    try:', '        while n > 0:', '            got = yield n', f"            n -= {self.pick('1', '2', '(got or 1)')}",
                f"    except {self.pick('ValueError', 'KeyError')} as e:", f"        yield {self.pick('str(e)', 'n', '-1')}",
                '    finally:', "        print('closing')", f"    return {self.pick('n', repr('r'), 'None')}",
                f'def {outer}(n):', f"    x = yield from {inner}(n)", "    print('returned', x)", f"    {self.pick('yield x', 'yield from [x, x]', 'return')}",
                '    yield', f'g = {outer}({self.pick(0, 2, 3)})', 'try:', '    print(next(g))',
                '    ' + self.pick('print(g.send(2))', "print(g.throw(ValueError('thrown')))", 'g.close()', 'print(list(g))', 'print(next(g), next(g))'),
                '    print(list(g))', 'except BaseException as e:', "    print(type(e).__name__, getattr(e, 'value', '-'))",
                self.pick('g.close()', 'del g', 'g = None', f'for _ in {outer}(2): break', 'pass'), "print('gone')"]

    def generator(self):
        name = self.new('gen')
        saved = {kind: list(names) for kind, names in self.names.items()}
        self.names['int'] += ['a', 'v']
        lines = [f'def {name}(a):', f"    for v in {self.pick('range(a)', '[a, a + 1]', 'range(a, 0, -1)')}:",
                 f"        {self.pick('yield v', 'got = yield v', 'yield v * 2', 'yield from [v, -v]')}"]
        if 'got' in lines[-1]:
            lines += ['        print(got)']
        if self.chance(0.4):
            lines += [f"        if {self.expression('bool')}:", f"            {self.pick('return', 'break', 'return 7')}"]
        self.names = saved
        use = self.pick(f'print(list({name}({self.pick(0, 2, 4)})))', f'print(sum({name}(3)), max({name}(2)))',
                        f"g = {name}(3)\nprint(next(g), next(g, 'end'), list(g))", f'print([x for x in {name}(3) if x])',
                        f'g = {name}(2)\nprint(next(g))\nprint(g.send({self.pick(1, 5)}))\ng.close()\nprint(list(g))',
                        f'a, *b = {name}(3)\nprint(a, b)', f"print(dict(zip('abc', {name}(3))), tuple({name}(1)))")
        return lines + ['try:'] + ['    ' + line for line in use.split('\n')] + ['except Exception as e:', '    print(type(e).__name__)']

    def class_(self):
        name = self.new('Class')
        base = self.random.choice(self.classes) if self.classes and self.chance(0.4) else ''
        op = self.pick('+', '-', '*')
        lines = [f'class {name}({base}):' if base else f'class {name}:', f'    kind = {self.literal("str")}',
                 '    def __init__(self, v=0, *rest):']
        if base:
            lines += ['        super().__init__(v + 1)']
        lines += ['        self.v = v', '        self.log = list(rest)']
        methods = {
            '__repr__': ["    def __repr__(self):", f"        return f'{name}({{self.v!r}})'"],
            '__str__': ['    def __str__(self):', "        return 'str ' + str(self.v)"],
            '__add__': ['    def __add__(self, other):', f"        return {name}(self.v + getattr(other, 'v', other))"],
            '__radd__': ['    def __radd__(self, other):', f"        return {name}(other - self.v)"],
            '__eq__': ['    def __eq__(self, other):', f'        return isinstance(other, {name}) and self.v == other.v'],
            '__lt__': ['    def __lt__(self, other):', '        return self.v < other.v'],
            '__len__': ['    def __len__(self):', '        return 3'],
            '__getitem__': ['    def __getitem__(self, i):', '        if i >= 3:', '            raise IndexError(i)', f'        return i {op} 2'],
            '__iter__': ['    def __iter__(self):', '        yield self.v', '        yield from self.log'],
            '__call__': ['    def __call__(self, a, b=2):', f'        return a {op} b'],
            '__contains__': ['    def __contains__(self, x):', '        return x == self.v'],
            '__bool__': ['    def __bool__(self):', '        return self.v > 1'],
            '__neg__': ['    def __neg__(self):', f'        return {name}(-self.v)'],
            '__hash__': ['    def __hash__(self):', '        return hash(self.v)'],
            '__enter__': ['    def __enter__(self):', "        print('enter')", '        return self', '    def __exit__(self, kind, e, t):',
                          "        print('exit', kind.__name__ if kind else None, e)", f"        return {self.pick('True', 'False', 'None')}"],
            'p': ['    @property', '    def p(self):', '        return self.v * 2'],
            's': ['    @staticmethod', '    def s(x):', '        return [x]'],
            'c': ['    @classmethod', '    def c(cls):', '        return cls.__name__'],
        }
        chosen = [m for m in methods if self.chance(0.5)]
        for method in chosen:
            lines += methods[method]
        if '__repr__' not in chosen:
            lines += methods['__repr__']
        uses = ['o', 'str(o)', 'o.v', 'o + 1', '1 + o', 'o == o', f'o == {name}(3)', 'o < o', 'len(o)', 'o[1]', 'list(o)', 'o(1)', 'o(b=5, a=1)',
                '3 in o', 'bool(o)', '-o', '{o: 1}[o]', 'o.p', 'o.s(1)', f'{name}.c()', 'o.kind', f'{name}.kind', 'o.nothing',
                f'isinstance(o, {base or name})', 'sorted([o, o])', 'o.log', "hasattr(o, 'p')", 'f"{o} {o!r:>12}"', 'sum([o, o], 1)',
                'o in [1, o]', 'o * 2', 'max(o, o)', '[*o]', 'o[5]', 'type(o).__name__']
        lines += [f"o = {name}({self.pick('', '3', '1, 2, 3', '5, 4')})"]
        for use in self.random.sample(uses, 5):
            lines += ['try:', f'    print({use})', 'except Exception as e:', '    print(type(e).__name__)']
        if '__enter__' in chosen:
            lines += ['try:', '    with o as q:', '        print(q is o)', f"        {self.pick('1 / 0', 'pass', 'print(q.nothing)')}",
                      "    print('after')", 'except Exception as e:', '    print(type(e).__name__)']
        self.classes.append(name)
        return lines


class TooLong(BaseException):
    pass


def stop_program(signum, frame):
    raise TooLong


def run_here(source):
    out = io.StringIO()
    error = ''
    signal.signal(signal.SIGALRM, stop_program)
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        warnings.simplefilter('ignore')
        code = compile(source, 'program', 'exec')
        with contextlib.redirect_stdout(out):
            exec(code, {'__name__': '__main__'})
    except BaseException as e:  # noqa: whatever the program raises
        error = type(e).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return out.getvalue(), error


def run_there(cells, sources):
    process = subprocess.run([cells], input='\0'.join(sources).encode() + b'\0', stdout=subprocess.PIPE)
    parts = process.stdout.decode(errors='replace').split('\0')
    results = list(zip(parts[0::2], parts[1::2]))
    return results + [('', f'died with {process.returncode}')] * (len(sources) - len(results))


def difference(cells, lines):
    """How the two differ: empty when they do not, or when this Python cannot compile the program."""
    source = '\n'.join(lines) + '\n'
    here = run_here(source)
    there = run_there(cells, [source])[0]
    if ' object at 0x' in here[0]:
        return ''  # an address
    if here == there or here[1] in ('SyntaxError', 'IndentationError', 'MemoryError', 'TooLong'):
        return ''
    if there[1] == 'MemoryLimit' and 'MemoryError' in here[0]:
        return ''  # what a cell may use ends earlier, and not as an exception
    return f'{here[1]} {there[1]}'


def reduced(cells, lines):
    wanted = difference(cells, lines)
    size = max(len(lines) // 2, 1)
    while size > 0:
        at = 0
        while at < len(lines):
            shorter = lines[:at] + lines[at + size:]
            if shorter and difference(cells, shorter) == wanted:
                lines = shorter
            else:
                at += size
        size //= 2
    return lines


def kept(lines):
    """As a program of tests/programs: with what Python prints at the end."""
    if run_here('\n'.join(lines) + '\n')[1]:
        lines = ['try:'] + ['    ' + line for line in lines] + ['except BaseException as e:', '    print(type(e).__name__)']
    out, _ = run_here('\n'.join(lines) + '\n')
    return '\n'.join(lines) + '\n' + ''.join(f'# expect: {line}\n' for line in out.splitlines())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('cells')
    arguments.add_argument('--count', type=int, default=200)
    arguments.add_argument('--seed', type=int, default=1)
    arguments.add_argument('--keep')
    options = arguments.parse_args()
    found = 0
    sys.setrecursionlimit(1000)
    for begin in range(options.seed, options.seed + options.count, 100):
        seeds = range(begin, min(begin + 100, options.seed + options.count))
        programs = [Generator(seed).program() for seed in seeds]
        answers = run_there(options.cells, ['\n'.join(lines) + '\n' for lines in programs])
        for seed, lines, there in zip(seeds, programs, answers):
            here = run_here('\n'.join(lines) + '\n')
            if here == there or not difference(options.cells, lines):
                continue
            found += 1
            small = reduced(options.cells, lines)
            print(f'---- seed {seed} differs')
            print('\n'.join(small))
            print('---- python:', run_here('\n'.join(small) + '\n'))
            print('---- tapedeck:', run_there(options.cells, ['\n'.join(small) + '\n'])[0], flush=True)
            if options.keep:
                with open(f'{options.keep}/seed_{seed}.py', 'w') as file:
                    file.write(kept(small))
    last = options.seed + options.count - 1
    print(f'{options.count} programs, seeds {options.seed} to {last}: {found or "no"} differences')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
