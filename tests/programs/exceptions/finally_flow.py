def f():
    for i in range(3):
        try:
            if i == 0: continue
            if i == 1: break
        finally:
            print('f', i)
    try:
        return 'r'
    finally:
        print('last')
print(f())
def g():
    while True:
        try:
            return 1
        finally:
            return 2
print(g())
# expect: f 0
# expect: f 1
# expect: last
# expect: r
# expect: 2
