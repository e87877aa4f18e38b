#include <QtTest>

#include <cmath>
#include <set>

#include "engine/tensor/philox.h"
#include "engine/tensor/random.h"

using namespace engine;

class TestRandom : public QObject
{
    Q_OBJECT

private slots:
    void numbersAreReproducible();
    void numbersAreDistributed();
    void ranges();
    void philoxGivesThePublishedBits();
    void philoxDependsOnItsSeedsAlone();
};

void TestRandom::philoxGivesThePublishedBits()
{
    // The known answers that come with the authors' Random123.
    using Block = Philox::Block;
    QVERIFY((Philox::encrypted({0, 0, 0, 0}, {0, 0})
             == Block{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}));
    const std::uint32_t all = 0xffffffffU;
    QVERIFY((Philox::encrypted({all, all, all, all}, {all, all})
             == Block{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU}));
    QVERIFY((Philox::encrypted({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U},
                               {0xa4093822U, 0x299f31d0U})
             == Block{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U}));
}

void TestRandom::philoxDependsOnItsSeedsAlone()
{
    const int count = 20000;
    const Tensor drawn = Philox(5, 6).normal(DType::Float64, {count});
    QVERIFY(Philox(5, 6).normal(DType::Float64, {count}).identicalTo(drawn));
    QVERIFY(!Philox(6, 5).normal(DType::Float64, {count}).identicalTo(drawn));
    const Tensor whole = Philox(1, 1).uniform(DType::Int32, {count}, -2, 3);
    double sum = 0;
    double squares = 0;
    std::array<int, 5> hits{};
    for (int i = 0; i < count; ++i) {
        sum += drawn.at(i);
        squares += drawn.at(i) * drawn.at(i);
        ++hits.at(static_cast<std::size_t>(whole.intAt(i) + 2));
    }
    QVERIFY(std::abs(sum / count) < 5 / std::sqrt(count));
    QVERIFY(std::abs(squares / count - 1) < 5 * std::sqrt(2.0 / count));
    for (const int hit : hits)
        QVERIFY(std::abs(hit - count / 5) < 5 * std::sqrt(count * 0.2 * 0.8));
}

void TestRandom::numbersAreReproducible()
{
    // The C++ standard gives this number as the 10000th of the generator's default seed.
    RandomSource standard(std::mt19937_64::default_seed);
    for (int i = 1; i < 10000; ++i)
        standard.nextBits();
    QCOMPARE(standard.nextBits(), std::uint64_t{9981545732273789042U});

    RandomSource first(7);
    const Tensor drawn = first.normal(DType::Float32, {100}, 1, 2);
    const Tensor next = first.normal(DType::Float32, {100}, 1, 2);
    QVERIFY(!drawn.identicalTo(next));
    QVERIFY(RandomSource(7).normal(DType::Float32, {100}, 1, 2).identicalTo(drawn));
    first.reseed(7);
    QVERIFY(first.normal(DType::Float32, {100}, 1, 2).identicalTo(drawn));
    QVERIFY(!RandomSource(8).normal(DType::Float32, {100}, 1, 2).identicalTo(drawn));
}

void TestRandom::numbersAreDistributed()
{
    RandomSource source(1);
    const int count = 100000;
    const Tensor normal = source.normal(DType::Float64, {count}, 3, 2);
    const Tensor uniform = source.uniform(DType::Float64, {count}, -1, 1);
    double sum = 0;
    double squares = 0;
    int beyondTwoDeviations = 0;
    double uniformSum = 0;
    double uniformSquares = 0;
    for (int i = 0; i < count; ++i) {
        const double z = (normal.at(i) - 3) / 2;
        sum += z;
        squares += z * z;
        beyondTwoDeviations += std::abs(z) > 2;
        uniformSum += uniform.at(i);
        uniformSquares += uniform.at(i) * uniform.at(i);
    }
    // Five standard errors; the seed is fixed, so this holds always or never.
    QVERIFY(std::abs(sum / count) < 5 / std::sqrt(count));
    QVERIFY(std::abs(squares / count - 1) < 5 * std::sqrt(2.0 / count));
    QVERIFY(std::abs(beyondTwoDeviations / double(count) - 0.0455) < 5 * std::sqrt(0.0455 / count));
    QVERIFY(std::abs(uniformSum / count) < 5 * std::sqrt(1.0 / 3 / count));
    QVERIFY(std::abs(uniformSquares / count - 1.0 / 3) < 0.01);
}

void TestRandom::ranges()
{
    RandomSource source(3);
    std::set<std::int64_t> seen;
    const Tensor dice = source.uniform(DType::Int32, {1000}, 1, 7);
    for (int i = 0; i < 1000; ++i)
        seen.insert(dice.intAt(i));
    QCOMPARE(seen, (std::set<std::int64_t>{1, 2, 3, 4, 5, 6}));
    // Two neighbouring floats: rounding must not give the excluded one.
    const float high = std::nextafter(1.0F, 2.0F);
    const Tensor narrow = source.uniform(DType::Float32, {100}, 1, high);
    QVERIFY(narrow.identicalTo(Tensor::ones(DType::Float32, {100})));
}

QTEST_APPLESS_MAIN(TestRandom)
#include "tst_random.moc"
