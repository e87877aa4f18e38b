#include <QTest>

#include <cstdint>
#include <cstring>
#include <set>
#include <thread>
#include <vector>

#include "engine/tensor/blockpool.h"
#include "engine/tensor/tensor.h"

using namespace engine;

class TestBlockPool : public QObject
{
    Q_OBJECT

private slots:
    void blocksAreAlignedAndApart()
    {
        std::vector<std::pair<void*, std::uint8_t>> blocks;
        for (const std::size_t bytes :
             {1, 63, 64, 65, 511, 512, 513, 1000, 4097, 32'768, 32'769, 1'000'000}) {
            std::uint8_t sizeClass = 0;
            void* const block = takeBlock(bytes, sizeClass);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(block) % 64, std::uintptr_t{0});
            std::memset(block, 0x5a, bytes); // a sanitizer sees a block that is too small
            blocks.emplace_back(block, sizeClass);
        }
        std::set<void*> different;
        for (const auto& [block, sizeClass] : blocks) {
            different.insert(block);
            giveBlock(block, sizeClass);
        }
        QCOMPARE(different.size(), blocks.size());
    }

    /// However much is freed, what is kept stays bounded.
    void keptMemoryIsBounded()
    {
        {
            std::vector<Tensor> big;
            for (int i = 0; i < 100; ++i)
                big.push_back(Tensor::uninitialized(DType::Float32, {1 << 20}));
            std::vector<Tensor> small;
            for (int i = 0; i < 100'000; ++i)
                small.push_back(Tensor::uninitialized(DType::Float32, {8}));
        }
        QVERIFY(keptBlockBytes() <= 256U * 1024 * 1024);
    }

    /// A Recording is made on one thread and freed on another, and some tensors outlive their
    /// thread.
    void tensorsCrossThreads()
    {
        std::vector<Tensor> kept;
        std::thread([&kept] {
            for (int i = 0; i < 1000; ++i)
                kept.push_back(Tensor::full(DType::Float64, {i + 1}, i));
        }).join();
        std::thread([shared = kept] {
            for (int i = 0; i < 1000; ++i)
                if (shared[static_cast<std::size_t>(i)].at(i) != i)
                    std::abort();
        }).join();
        QCOMPARE(kept[999].at(0), 999.0);
        QVERIFY(kept[999].isSoleOwner());
        std::thread([moved = std::move(kept)] {}).join();
    }

    void singleNumbersNeedNoBlock()
    {
        const Tensor scalar = Tensor::scalar(3.5);
        QVERIFY(scalar.isSingle());
        const Tensor matrix = scalar.withShape({1, 1});
        QVERIFY(matrix.isSingle());
        QCOMPARE(matrix.shape(), Shape({1, 1}));
        QCOMPARE(matrix.at(0), 3.5);
        const Tensor deep = scalar.withShape({1, 1, 1, 1, 1, 1});
        QVERIFY(!deep.isSingle());
        QCOMPARE(deep.shape(), Shape({1, 1, 1, 1, 1, 1}));
        QCOMPARE(deep.at(0), 3.5);
        QCOMPARE(deep.withShape({}).at(0), 3.5);
    }

    void viewsShareAndOutliveTheirBase()
    {
        Tensor base = Tensor::full(DType::Float32, {2, 3}, 7);
        const Tensor view = base.withShape({3, 2}).withShape({6});
        QCOMPARE(view.data<float>(), base.data<float>());
        QVERIFY(!base.isSoleOwner());
        base = Tensor();
        QCOMPARE(view.at(5), 7.0);
        QVERIFY(view.isSoleOwner());
        const Tensor empty = view.withoutNumbers();
        QVERIFY(!empty.hasNumbers());
        QCOMPARE(empty.shape(), Shape({6}));
        QCOMPARE(empty.byteCount(), std::int64_t{24});
    }

    void shapesOfManyAxes()
    {
        Shape shape{2, 3, 4, 5};
        const Shape four = shape;
        for (const std::int64_t extent : {6, 7, 8, 9})
            shape.append(extent);
        QCOMPARE(shape.tupleText(), std::string("(2, 3, 4, 5, 6, 7, 8, 9)"));
        Shape copy = shape;
        copy.set(7, 1);
        QCOMPARE(shape[7], std::int64_t{9});
        QVERIFY(copy != shape);
        copy = four;
        QCOMPARE(copy, four);
        copy = std::move(shape);
        QCOMPARE(copy.elementCount(), std::int64_t{362'880});
    }
};

QTEST_APPLESS_MAIN(TestBlockPool)
#include "tst_blockpool.moc"
