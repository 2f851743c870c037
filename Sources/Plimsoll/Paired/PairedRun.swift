import Foundation
import HTTPLoad
import Load
import Measurement
import Results

/// Loads two builds of a service in turn, in slices of a few seconds, so that what the machine does hits both.
enum PairedRun {
    /// Runs one block, and returns the figures of the head over all its slices.
    ///
    /// Each slice leaves results of its own, in a folder of its side; `plimsoll gate` judges them.
    static func run(
        _ scenario: UserScenario<HTTPUser>, _ load: LoadModel, against target: Target, _ paired: PairedSettings,
        settings: HarnessSettings, costs: CostModel?
    ) async throws -> RunReport {
        let load = load.applying(settings.overrides)
        var settings = settings
        settings.overrides = LoadOverrides()
        let root = settings.resultsRoot
        let seed = settings.seed ?? 1
        func run(_ side: PairedSettings.Side, _ load: LoadModel, slice: String, seed: UInt64) async throws -> RunReport
        {
            var target = target
            target.url = paired.address(of: side)
            target.launcher = nil
            settings.seed = seed
            settings.isSlice = true
            settings.resultsRoot = root.appendingPathComponent(slice == "warm-up" ? "warm-up" : side.rawValue)
            settings.labels = ["pair_side": side.rawValue, "pair_slice": slice]
            return try await Harness.run(
                scenario, load, over: HTTPTransport(target), address: target.url, settings: settings, costs: costs)
        }
        if paired.warmUp > .zero {
            for side in [PairedSettings.Side.base, .head] {
                _ = try await run(side, paired.slice(of: load, lasting: paired.warmUp), slice: "warm-up", seed: seed)
            }
        }
        var counts: [PairedSettings.Side: UInt64] = [:]
        var folders: [ResultsFolder] = []
        for (index, side) in paired.order.enumerated() where !Interrupted.isNoted {
            // The k-th slices of both sides make the same random choices.
            let repetition = counts[side, default: 0]
            counts[side] = repetition + 1
            let report = try await run(
                side, paired.slice(of: load), slice: String(index), seed: seed &+ 1 &+ repetition)
            if side == .head, let url = report.results { folders.append(ResultsFolder(url: url)) }
        }
        return try ResultsReader.read(merging: folders).report
    }
}
