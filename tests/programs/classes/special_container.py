class Deck:
    def __init__(self):
        self.cards = list('abcd')
    def __len__(self):
        return len(self.cards)
    def __getitem__(self, i):
        return self.cards[i]
    def __setitem__(self, i, v):
        self.cards[i] = v
    def __delitem__(self, i):
        del self.cards[i]
    def __contains__(self, c):
        return c in self.cards
d = Deck()
d[0] = 'z'
del d[1]
print(len(d), d[0], d[-1], d[:2], list(d), 'c' in d, list(reversed(d)), bool(d))  # expect: 3 z d ['z', 'c'] ['z', 'c', 'd'] True ['d', 'c', 'z'] True
