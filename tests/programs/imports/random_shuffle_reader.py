import random
def data_iter(batch, features):
    indices = list(range(len(features)))
    random.shuffle(indices)
    for i in range(0, len(features), batch):
        yield [features[j] for j in indices[i:i + batch]]
random.seed(7)
for batch in data_iter(4, list('abcdefghij')):
    print(batch)
# expect: ['i', 'd', 'b', 'e']
# expect: ['h', 'a', 'j', 'g']
# expect: ['c', 'f']
