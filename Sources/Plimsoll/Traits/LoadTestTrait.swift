import Foundation
import Load
import Measurement
public import Testing

/// Makes a suite or test a load test: selected by tier, alone in its process, its results attached and judged.
public struct LoadTestTrait: SuiteTrait, TestTrait {
    /// Also the tests and suites inside a suite are load tests.
    public var isRecursive: Bool { true }

    /// Skips a test of a tier that isn't wanted, and all tests after an interruption.
    public func prepare(for test: Test) async throws {
        guard !test.isSuite else { return }
        if Interrupted.isNoted { try Test.cancel("the test run was interrupted") }
        let selection = try TierSelection(
            environment: ProcessInfo.processInfo.environment, arguments: CommandLine.arguments)
        guard selection.admits(test.tags) else {
            let names = selection.tiers.map(\.rawValue).sorted().joined(separator: ", ")
            try Test.cancel("not of the tier chosen (\(names)); PLIMSOLL_TIERS chooses others")
        }
    }
}

// MARK: -

extension LoadTestTrait: TestScoping {
    /// The trait itself, around suites and tests as well as around their cases.
    public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { self }

    /// Lets one suite at a time pass, and judges each case by the runs that it made.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else {
            try await LoadLane.shared.pass {
                try await ParallelizationTrait.serialized.provideScope(for: test, testCase: nil, performing: function)
            }
            return
        }
        let surroundings = RunSurroundings(
            suite: Self.suite(of: test), test: Self.name(of: test), tier: Self.tier(of: test))
        defer {
            for run in surroundings.finishedRuns { Judgement.judge(run, of: test) }
        }
        try await RunSurroundings.$current.withValue(surroundings) { try await function() }
    }

    private static func name(of test: Test) -> String {
        test.displayName ?? String(test.name.prefix { $0 != "(" })
    }

    /// The suite's name: the last part of the test's identifier before its own name.
    private static func suite(of test: Test) -> String? {
        // `Module.Suite/Inner/test()/File.swift:1:2`
        let parts = "\(test.id)".split(separator: "/")
        guard let place = parts.firstIndex(where: { $0.hasSuffix(")") }), place > 0 else { return nil }
        let path = parts[..<place].joined(separator: "/")
        return path.split(separator: ".", maxSplits: 1).last.map { String($0) }
    }

    /// The tier that the test runs for: of several that it has, the heaviest that was chosen.
    private static func tier(of test: Test) -> String? {
        let selection = try? TierSelection(
            environment: ProcessInfo.processInfo.environment, arguments: CommandLine.arguments)
        return selection?.tier(of: test.tags)?.rawValue
    }
}

// MARK: -

extension Trait where Self == LoadTestTrait {
    /// Makes a suite or test a load test.
    public static var loadTest: Self { LoadTestTrait() }
}
