import Foundation
import Gate
import Testing

@testable import PlimsollCommand

/// Where a folder of baselines is found in the base's checkout, however it was named.
@Suite struct BaseCheckoutTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("checkout-\(UUID().uuidString)")

    private func folder(_ path: String) throws -> URL {
        let url = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    private func parts(_ url: URL?) -> [String]? { url?.resolvingSymlinksInPath().pathComponents }

    @Test func aPathInTheRepositoryIsTheSameInTheCheckout() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        _ = try folder("repository/.git")
        let package = try folder("repository/services/shop")
        let worktree = try folder("gate/base-checkout")
        let checkout = BaseCheckout(root: worktree, from: package)
        #expect(parts(checkout.folder) == parts(worktree.appendingPathComponent("services/shop")))
        #expect(
            parts(checkout.counterpart(of: package.path + "/baselines"))
                == parts(worktree.appendingPathComponent("services/shop/baselines")))
        #expect(parts(checkout.counterpart(of: root.path + "/repository")) == parts(worktree))
        #expect(checkout.counterpart(of: root.path + "/elsewhere") == nil)
        #expect(checkout.counterpart(of: root.path + "/repository/../elsewhere") == nil)
        #expect(
            parts(BaseCheckout(root: worktree, from: root.appendingPathComponent("repository")).folder)
                == parts(worktree))
    }

    @Test func aRegressionThatTheBaseHasAcceptedExcusesNoSecondOne() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let p50 = Metric(.p50, of: "GET /")
        func save(_ name: String, _ accepted: [AcceptedRegression]) throws -> URL {
            var baseline = Baseline(
                suite: "LoadShop", runnerClass: "unclassified", workload: "00", fingerprint: ["os": "Debian"])
            baseline.metrics[p50] = BaselineMetric(terms: .usual(for: .p50), runs: .levels([1, 2]))
            baseline.accepted = accepted
            let folder = try folder(name)
            _ = try BaselineStore(root: folder).save(baseline)
            return folder
        }
        let merged = AcceptedRegression(metric: p50, upTo: 0.2, why: "answers are signed")
        let fresh = AcceptedRegression(metric: p50, upTo: 0.3, why: "answers are logged")
        let (head, base) = (try save("head", [merged, fresh]), try save("base", [merged]))
        func read(_ base: CommittedContract.Base) -> CommittedContract {
            CommittedContract.read("LoadShop", from: head, base: base)
        }
        #expect(read(.unknown).accepted == [merged, fresh])
        #expect(read(.folder(base)).accepted == [fresh])
        #expect(read(.folder(base.appendingPathComponent("none"))).accepted == [merged, fresh])
        // Outside of the repository nobody knows what has been merged.
        let outside = read(.folder(nil))
        #expect(outside.accepted.isEmpty)
        #expect(
            outside.notices.first?.hasPrefix("no accepted regression is excused: \(head.path) lies outside") == true)
    }
}
