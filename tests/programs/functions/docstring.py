def f():
    """Says what it does.

    Over lines."""
    return 1
print(f.__doc__)
print(f.__name__, (lambda: 0).__name__, f())
def empty():
    'only text'
print(empty())
# expect: Says what it does.
# expect:
# expect:     Over lines.
# expect: f <lambda> 1
# expect: None
