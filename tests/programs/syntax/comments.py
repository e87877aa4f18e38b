# a comment
x = 1  # another, 中文
# print(x)
print(x)  # trailing  # expect: 1
