import Testing

@testable import Gate

@Suite struct StatisticsTests {
    private let tables: ReferenceTables

    init() throws { tables = try ReferenceTables.load() }

    @Test func tDistributionAgreesWithSciPyInTheFarTails() {
        #expect(tables.tCumulative.count > 200)
        for row in tables.tCumulative.map({ $0.map(\.value) }) {
            let value = StudentT(degreesOfFreedom: row[0]).cumulative(row[1])
            expectClose(value, row[2], "cumulative(\(row[1])) with \(row[0]) degrees of freedom")
        }
    }

    @Test func tQuantilesAgreeWithSciPyInTheFarTails() {
        #expect(tables.tQuantile.count > 200)
        for row in tables.tQuantile.map({ $0.map(\.value) }) {
            let value = StudentT(degreesOfFreedom: row[0]).quantile(row[1])
            expectClose(value, row[2], "quantile(\(row[1])) with \(row[0]) degrees of freedom")
        }
    }

    @Test(arguments: [0.5, 1, 5, 19, 1e3, 1e6, .infinity])
    func quantileUndoesTheCumulativeProbability(degreesOfFreedom: Double) {
        let t = StudentT(degreesOfFreedom: degreesOfFreedom)
        for probability in [1e-12, 4e-4, 0.01, 0.3, 0.5, 0.7, 0.99] {
            expectClose(t.cumulative(t.quantile(probability)), probability, "\(degreesOfFreedom), \(probability)")
            expectClose(t.upperTail(t.quantile(upperTail: probability)), probability, "upper \(probability)")
        }
    }

    @Test func probabilitiesOutsideTheirRangeGiveNoNumber() {
        let t = StudentT(degreesOfFreedom: 5)
        #expect(t.quantile(-0.1).isNaN)
        #expect(t.quantile(1.1).isNaN)
        #expect(t.cumulative(.nan).isNaN)
        #expect(t.quantile(0) == -.infinity)
        #expect(t.quantile(1) == .infinity)
        #expect(t.cumulative(1e200) == 1)
        #expect(t.cumulative(-.infinity) == 0)
    }

    @Test func incompleteBetaAgreesWithSciPy() {
        #expect(tables.beta.count > 150)
        for row in tables.beta {
            let value = IncompleteBeta(a: row[0], b: row[1]).tails(x: row[2], y: 1 - row[2]).lower
            expectClose(value, row[3], "I_\(row[2])(\(row[0]), \(row[1]))")
        }
    }

    @Test func inverseIncompleteBetaAgreesWithSciPy() {
        #expect(tables.betaInverse.count > 150)
        for row in tables.betaInverse {
            let value = IncompleteBeta(a: row[0], b: row[1]).inverse(lower: row[2], upper: 1 - row[2])
            expectClose(value, row[3], "inverse of \(row[2]) for (\(row[0]), \(row[1]))")
        }
    }

    @Test func binomialAgreesWithSciPy() {
        #expect(tables.binomial.count > 100)
        for row in tables.binomial {
            let binomial = Binomial(trials: Int(row[0]), probability: row[1])
            let k = Int(row[2])
            expectClose(binomial.mass(k), row[3], "P(\(k)) of \(binomial)")
            expectClose(binomial.cumulative(k), row[4], "P(≤ \(k)) of \(binomial)")
            expectClose(binomial.atLeast(k), row[5], "P(≥ \(k)) of \(binomial)")
        }
    }

    @Test func clopperPearsonAgreesWithSciPy() {
        #expect(tables.clopperPearson.count > 50)
        for row in tables.clopperPearson {
            let (k, n) = (Int(row[0]), Int(row[1]))
            let lower = ClopperPearson.lowerBound(successes: k, trials: n, confidence: row[2])
            let upper = ClopperPearson.upperBound(successes: k, trials: n, confidence: row[2])
            expectClose(lower, row[3], "lower bound of \(k) of \(n) at \(row[2])")
            expectClose(upper, row[4], "upper bound of \(k) of \(n) at \(row[2])")
        }
    }

    @Test func orderStatisticBoundsAgreeWithSciPy() {
        #expect(tables.quantileBounds.count > 100)
        for row in tables.quantileBounds {
            let n = Int(row[1])
            let upper = QuantileBounds.upperRank(quantile: row[0], samples: n, confidence: row[2]) ?? 0
            let lower = QuantileBounds.lowerRank(quantile: row[0], samples: n, confidence: row[2]) ?? 0
            #expect(upper == Int(row[3]), "upper rank of the \(row[0]) quantile of \(n) at \(row[2])")
            #expect(lower == Int(row[4]), "lower rank of the \(row[0]) quantile of \(n) at \(row[2])")
        }
    }

    @Test(arguments: [(0.95, 59), (0.99, 299), (0.999, 2995)])
    func anUpperBoundNeedsThatManySamples(quantile: Double, samples: Int) {
        #expect(QuantileBounds.samplesForUpperBound(quantile: quantile, confidence: 0.95) == samples)
    }

    @Test func holmAdjustsAsStatsmodelsDoes() {
        for row in tables.holm {
            for (value, reference) in zip(Holm.adjusted(row[0]), row[1]) { expectClose(value, reference, "\(row[0])") }
            for level in [0.001, 0.01, 0.05, 0.2] {
                #expect(Holm.rejections(row[0], level: level) == row[1].map { $0 <= level })
            }
        }
    }

    @Test func aMissingPValueIsNeverRejectedAndStillCounts() {
        #expect(Holm.rejections([.nan, 0.004], level: 0.01) == [false, true])
        #expect(Holm.rejections([.nan, 0.006], level: 0.01) == [false, false])
    }

    @Test func momentsOfFewOrEqualValuesDontDivideByZero() {
        #expect(Moments([]).mean.isNaN)
        #expect(Moments([2]).mean == 2)
        #expect(Moments([2]).standardDeviation.isNaN)
        #expect(Moments([0.1, 0.1, 0.1]).standardDeviation == 0)
        #expect(Moments([1, 2, 3, 4]).standardDeviation == (5.0 / 3).squareRoot())
    }
}
