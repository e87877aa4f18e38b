total = (1 +
         2 +
         3)
text = 'a' \
    'b'
values = [
    1,
    2,  # two
]
print(total, text, values)  # expect: 6 ab [1, 2]
