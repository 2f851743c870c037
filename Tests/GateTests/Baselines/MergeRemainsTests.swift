import Foundation
import Testing

@testable import Gate

/// Baselines after a merge by hand: nothing that stands there twice is taken for one of them.
@Suite struct MergeRemainsTests {
    private let head = """
        {"schema": 1, "suite": "LoadShop", "runner_class": "ci", "workload": "00", "fingerprint": {"os": "Debian"},
        """
    private let strict = #""throughput": {"gated": true, "tolerance": 0.01, "margin": 0.05, "runs": [800, 801]}"#
    private let loose = #""throughput": {"gated": false, "tolerance": 0.1, "margin": 0.9, "runs": [800, 801]}"#

    private func faults(_ data: Data) -> [String] {
        do throws(BaselineError) {
            _ = try BaselineParser.parse(data, file: "a.json")
            return []
        } catch {
            return error.faults
        }
    }

    private func faults(_ text: String) -> [String] { faults(Data(text.utf8)) }

    @Test func aMetricThatStandsThereTwiceIsNoOnesContract() {
        #expect(faults("\(head) \"metrics\": {\(strict)}}").isEmpty)
        let twice = ["metrics.“throughput”: it stands there twice, as a merge by hand leaves it; keep one of them"]
        #expect(faults("\(head) \"metrics\": {\(strict), \(loose)}}") == twice)
        #expect(faults("\(head) \"metrics\": {\(loose),\n \(strict)}}") == twice)
        // An escape spells the same name.
        #expect(faults("\(head) \"metrics\": {\(strict), \(loose.replacing("ough", with: "o\\u0075gh"))}}") == twice)
        #expect(
            faults("\(head) \"metrics\": {\(strict.replacing("0.01", with: "0.01, \"gated\": false"))}}") == [
                "metrics.“throughput”.gated: it stands there twice, as a merge by hand leaves it; keep one of them"
            ])
        #expect(
            faults("\(head) \"metrics\": {\(strict)}, \"suite\": \"LoadTill\"}").first
                == "suite: it stands there twice, as a merge by hand leaves it; keep one of them")
    }

    @Test func theSameKeyInTwoObjectsIsNoFault() {
        let accepted = #"{"metric": "throughput", "up_to": 0.1, "why": "a {\"why\": \\"}"#
        #expect(faults("\(head) \"metrics\": {\(strict)}, \"accepted\": [\(accepted), \(accepted)]}").isEmpty)
    }

    @Test func marksOfAConflictAreToldWithTheirLines() {
        let text = "\(head)\n\"metrics\": {\n<<<<<<< HEAD\n\(strict)\n||||||| 1234\n=======\n\(loose)\n>>>>>>> them\n}}"
        let found = faults(text)
        #expect(found.count == 4)
        #expect(
            found.first
                == "line 3 begins with “<<<<<<<”, which a merge left: keep one of the two sides, or make the baseline anew with `plimsoll baseline update`"
        )
        #expect(faults(text.replacing("\n", with: "\r\n")) == found)
    }

    @Test func lineEndsAndAMarkOfTheByteOrderChangeNothing() {
        let text = "\(head)\r\n\"metrics\": {\r\n\(strict)}}\r\n"
        #expect(faults(text).isEmpty)
        #expect(faults(Data([0xef, 0xbb, 0xbf]) + Data(text.utf8)).isEmpty)
        #expect(faults(Data([0xef, 0xbb, 0xbf]) + Data("\(head) \"metrics\": {\(strict), \(loose)}}".utf8)).count == 1)
    }

    @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf32, .isoLatin1])
    func anotherEncodingIsRefused(encoding: String.Encoding) throws {
        let data = try #require("\(head) \"metrics\": {\(strict)}, \"anchor\": \"é\"}".data(using: encoding))
        #expect(faults(data) == ["this isn't UTF-8 text; restore it with git"])
    }
}
