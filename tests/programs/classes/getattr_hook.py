class Proxy:
    def __getattr__(self, name):
        return 'no ' + name
p = Proxy()
p.x = 1
print(p.x, p.y)  # expect: 1 no y
