"""The span of each expression step, cut from the source, evaluates to the value that the step shows.

    spans.py CELLS [--count N] [--seed S]

Random programs whose expressions change nothing are run by CELLS --steps; this Python evaluates the text of
each step with the names bound as they were then.
"""

import argparse
import math
import re
import subprocess
import sys
import warnings

sys.dont_write_bytecode = True
from differential import Generator  # noqa: E402


class Pure(Generator):
    """Programs in which evaluating an expression once more changes nothing."""

    def top(self):
        return self.pick(self.function, self.caught, self.caught, self.caught, self.caught, self.loop)()

    def caught(self):
        return ['try:'] + self.indent([self.binding() for _ in range(self.random.randint(1, 3))]) + ['except Exception: pass']

    def loop(self):
        name = self.new('i')
        return ['try:', f'    for {name} in {self.ints(2)}:'] + self.indent([self.block(9)]) + ['except Exception: pass']

    def statement(self, depth):
        return self.pick(self.binding, self.binding, lambda: [f"if {self.expression('bool')}: {self.new('i')} = {self.expression('int')}"])()

    def function(self):
        name, parameter = self.new('fun'), self.new('a')
        self.names['int'].append(parameter)
        self.local = name
        body = [f"    {self.new('i')} = {self.expression('int')}", f"    return {self.expression('int')}"]
        self.local = None
        self.names['int'].remove(parameter)
        self.functions.append((name, 1))
        return [f'def {name}({parameter}):'] + body


def definitions(lines):
    kept, inside = [], False
    for line in lines:
        inside = line.startswith('def ') or (inside and line.startswith(' '))
        if inside:
            kept.append(line)
    return '\n'.join(kept)


def check(lines, steps):
    """What differs, as text, and how many steps were compared."""
    names = {'math': math, 'inf': math.inf, 'nan': math.nan}
    exec(definitions(lines), names)
    compared = 0
    mixed = any('(v for' in line for line in lines) # two variables of this name take turns
    for event in steps.split('\x1e')[:-1]:
        what, text, shown, _ = event.split('\x1f')
        if '<' in shown and ' at 0x' in shown or shown.startswith('<'):
            continue # a function, an iterator: its repr says nothing
        if what == 'bound':
            names[text] = eval(shown, names)
            continue
        if mixed and re.search(r'\bv\b', text):
            continue
        try:
            result = eval(text, names)
            value = repr(result)
        except Exception as e:
            result, value = None, f'{type(e).__name__}: {e}'
        compared += 1
        # CPython orders a set of constants by where it stands.
        if value != shown and not ('{' in shown and result == eval(shown, names)):
            return f'`{text}` shows {shown}; Python says {value}', compared
    return '', compared


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('cells')
    arguments.add_argument('--count', type=int, default=200)
    arguments.add_argument('--seed', type=int, default=1)
    options = arguments.parse_args()
    warnings.simplefilter('ignore')
    sys.set_int_max_str_digits(0)
    found = compared = 0
    for seed in range(options.seed, options.seed + options.count):
        lines = Pure(seed).program()
        try:
            compile('\n'.join(lines), 'program', 'exec')
        except SyntaxError:
            continue
        answer = subprocess.run([options.cells, '--steps'], input='\n'.join(lines).encode() + b'\n\0', stdout=subprocess.PIPE)
        difference, steps = check(lines, answer.stdout.decode().split('\0')[2])
        compared += steps
        if difference:
            found += 1
            print(f'---- seed {seed}: {difference}')
    print(f'{options.count} programs, {compared} steps, seeds from {options.seed}: {found or "no"} differences')
    return 1 if found or not compared else 0


if __name__ == '__main__':
    sys.exit(main())
