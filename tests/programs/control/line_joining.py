x = (1 +
     2)
y = [1,
     2,  # comment
     3]

def f(a,
      b):

    # a comment

    return a + b
z = 1 + \
    2
print(x, y, z, f(1,  # expect: 3 [1, 2, 3] 3 3
                 2))
