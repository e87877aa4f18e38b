if True: print('a'); print('b')
for i in range(2): print(i)
def f(): return 1
print(f())
# expect: a
# expect: b
# expect: 0
# expect: 1
# expect: 1
