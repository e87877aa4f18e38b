a = 'x'
b = a
a += 'y'
print(a, b)  # expect: xy x
def build(n):
    text = ''
    for i in range(n):
        before = text
        text += str(i)
    return before, text
print(build(4))  # expect: ('012', '0123')
