import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice('abcdef'), random.uniform(-1, 1))  # expect: 0.6394267984578837 4 f -0.4499413632617615
a = list(range(10))
random.shuffle(a)
print(a, random.sample(range(100), 5), random.gauss(0, 1), random.gauss(0, 1))  # expect: [9, 7, 8, 0, 4, 6, 5, 1, 2, 3] [4, 3, 11, 27, 29] -0.2317928608380212 -0.007802373045508363
print(random.randrange(0, 100, 7), random.choices([1, 2, 3], k=4), random.choices('ab', weights=[1, 9], k=5))  # expect: 21 [3, 3, 2, 2] ['b', 'b', 'b', 'b', 'b']
random.seed(0)
print(random.random(), random.normalvariate(0, 1), random.expovariate(2))  # expect: 0.8444218515250481 0.7637318553551957 0.14982115610690708
random.seed(2 ** 70 + 1)
print(random.random(), random.sample(list(range(5)), 3))  # expect: 0.13151307736568552 [1, 4, 2]
