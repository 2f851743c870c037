import Foundation
import Load
import Testing

@testable import PlimsollCommand

/// A suite that the manifest names and Swift Testing doesn't find fails the tier.
struct SuiteManifestTests {
    @Test func namesAreReadWithoutRemarks() throws {
        let manifest = try SuiteManifest(text: "# all\nSmokeShop\n\n  StressShop # slow\r\nSoakShop")
        #expect(manifest.suites == ["SmokeShop", "StressShop", "SoakShop"])
        #expect(manifest.missing(of: .stress, in: ["SmokeShop"]) == ["StressShop"])
        #expect(manifest.missing(of: .stress, in: ["StressShop"]) == [])
        #expect(manifest.unlisted(in: ["StressShop", "StressChat"]) == ["StressChat"])
    }

    @Test func allFaultsAreToldAtOnce() {
        let failure = #expect(throws: CommandFailure.self) {
            try SuiteManifest(text: "SmokeShop\nShopSmoke\nSmokeShop\nSmoke Shop")
        }
        #expect(
            failure?.description
                == "LoadTests/suites.txt: line 2: “ShopSmoke” isn't a suite's name that begins with one of Smoke, Load, Stress, Soak; "
                + "line 3: SmokeShop stands there twice; "
                + "line 4: “Smoke Shop” isn't a suite's name that begins with one of Smoke, Load, Stress, Soak")
    }

    @Test func aMissingSuiteFailsTheTier() throws {
        let stream =
            #"{"kind":"test","payload":{"id":"L.StressShop/peak()/S.swift:9:6","kind":"function"},"version":0}"# + "\n"
            + #"{"kind":"event","payload":{"kind":"testEnded","testID":"L.StressShop/peak()/S.swift:9:6"},"version":0}"#
        let outcomes = TestOutcomes(stream: stream)
        #expect(outcomes.suites == ["StressShop"])
        let manifest = try SuiteManifest(text: "StressShop\nStressChat")
        let verdict = TierVerdict(tier: .stress, status: 0, outcomes: outcomes, results: 1, manifest: manifest)
        #expect(verdict.code == .testFailed)
        #expect(
            verdict.sentences.last
                == "StressChat is in LoadTests/suites.txt and wasn't found: restore the suite, or take it off the list")
    }

    /// The project's own manifest names suites that are there.
    @Test func theManifestAgreesWithTheSources() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let manifest = try #require(try SuiteManifest.read(package: root.path))
        for suite in manifest.suites {
            let tier = try #require(Tier.allCases.first { suite.hasPrefix($0.prefix) })
            let file = root.appendingPathComponent("LoadTests/\(tier.prefix)/\(suite).swift")
            let isThere = FileManager.default.fileExists(atPath: file.path)
            #expect(isThere, "\(suite)")
        }
    }
}
