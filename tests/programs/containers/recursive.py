a = [1]
a.append(a)
print(a)  # expect: [1, [...]]
d = {}
d['self'] = d
print(d)  # expect: {'self': {...}}
