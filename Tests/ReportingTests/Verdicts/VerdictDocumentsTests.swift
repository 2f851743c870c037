import Foundation
import Gate
import Testing

@testable import Reporting

/// What a job of a pull request shows of verdicts: a summary, a comment, annotations and JUnit.
@Suite struct VerdictDocumentsTests {
    private func metric(_ name: String, _ outcome: Outcome, isGated: Bool = true) -> MetricVerdict {
        MetricVerdict(metric: name, isGated: isGated, outcome: outcome, sentence: "\(name) is \(outcome.rawValue)")
    }

    private func verdict(_ outcome: Outcome, _ metrics: [MetricVerdict], suite: String = "LoadShop") -> Verdict {
        var verdict = Verdict(suite: suite, mode: .paired, outcome: outcome)
        verdict.metrics = metrics
        verdict.isProvisional = outcome == .fail
        verdict.blocks = 6
        return verdict
    }

    private var red: Verdict {
        verdict(
            .fail,
            [
                metric("p50 GET /", .fail), metric("throughput", .pass),
                metric("p95w GET /", .inconclusive, isGated: false),
            ])
    }

    private func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    @Test func theVerdictComesFirstAndAPlainPassOnlyInTheFoldedTable() throws {
        let text = VerdictMarkdown.of([red])
        #expect(text.hasPrefix("## LoadShop: FAIL (provisional) – p50 GET /\n"))
        let folded = try #require(text.range(of: "<details>"))
        #expect(!text[..<folded.lowerBound].contains("throughput"))
        #expect(text[folded.lowerBound...].contains("| throughput | throughput is pass |"))
        #expect(text.hasSuffix("</details>\n"))
    }

    @Test func whatTheHeadlineSaysIsntSaidAgain() {
        var invalid = verdict(.inconclusive, [])
        invalid.mismatches = ["no baseline"]
        invalid.faults = ["late"]
        #expect(VerdictText.of([invalid]) == "LoadShop: INCONCLUSIVE – no baseline\n  ! late")
    }

    @Test func annotationsTellWhatIsFoundAndWhatIsNot() {
        #expect(
            VerdictAnnotations.of([red])
                == "::error title=plimsoll gate::LoadShop, p50 GET /: p50 GET / is fail\n")
        var invalid = verdict(.inconclusive, [])
        invalid.faults = ["100 % late"]
        invalid.mismatches = ["no baseline"]
        #expect(
            VerdictAnnotations.of([invalid])
                == "::error title=plimsoll gate::LoadShop: no baseline\n::warning title=plimsoll gate::LoadShop: 100 %25 late\n"
        )
        let better = verdict(.improved, [metric("p50 GET /", .improved)])
        #expect(VerdictAnnotations.of([better]).hasPrefix("::notice title=plimsoll gate::LoadShop, p50 GET /"))
        #expect(VerdictAnnotations.of([verdict(.pass, [metric("throughput", .pass)])]).isEmpty)
    }

    @Test func atMostTenAnnotationsOfAKindAreShownAndTheRestCounted() {
        let many = verdict(.fail, (1...14).map { metric("p50 GET /\($0)", .fail) })
        let text = VerdictAnnotations.of([many])
        #expect(count("::error ", in: text) == 10)
        #expect(text.hasSuffix("::5 more, in the step's summary\n"))
    }

    @Test func aRegressionThatIsNotReproducedSaysSoEverywhere() {
        let settled = Confirmation.settle(verdict(.pass, [metric("p50 GET /", .pass)]))
        let reason = "the regression wasn't reproduced; a build can suit one machine and not the next"
        #expect(settled.headline.hasPrefix("LoadShop: INCONCLUSIVE – \(reason)"))
        #expect(VerdictAnnotations.of([settled]).hasPrefix("::warning title=plimsoll gate::LoadShop: \(reason)"))
        let junit = VerdictJUnit.of([settled])
        #expect(junit.contains("tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\""))
        #expect(junit.contains("<skipped message=\"the regression wasn&#39;t reproduced"))
    }

    @Test func jUnitHasATestcaseAGatedMetricAndOneForTheMeasurement() {
        #expect(VerdictJUnit.of([red]).contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""))
        var invalid = verdict(.inconclusive, [metric("p50 GET /", .inconclusive)])
        invalid.faults = ["late"]
        let text = VerdictJUnit.of([invalid])
        #expect(text.contains("tests=\"2\" failures=\"0\" errors=\"1\" skipped=\"1\""))
        #expect(text.contains("<error message=\"late\" type=\"measurement\">late</error>"))
    }

    @Test func aLoadTestThatFailedIsNoPassInJUnitWhateverTheComparisonSays() {
        var failed = verdict(.pass, [metric("p50 GET /", .pass)])
        failed.testFailures = ["2 checks failed"]
        #expect(VerdictJUnit.of([failed]).contains("tests=\"2\" failures=\"0\" errors=\"1\" skipped=\"0\""))
    }

    @Test func whatIsMeantToBeCopiedIsOneWordToAShell() {
        let text = VerdictText.of([verdict(.fail, [metric("p50 it's; rm", .fail)])])
        #expect(text.contains("--suite 'LoadShop' --metric 'p50 it'\\''s; rm' --why"))
    }

    @Test func aCommentFitsWithItsMarkHoweverManyMetricsThereAre() {
        let many = (1...40).map { suite in
            verdict(
                .fail, (1...60).map { metric("p50 GET /äöü/\($0)", .fail) }, suite: "LoadSuite\(suite)")
        }
        let text = VerdictMarkdown.of(many, limit: VerdictMarkdown.commentLimit)
        #expect(text.utf8.count + "<!-- plimsoll gate -->\n".utf8.count < 65_536)
        #expect(text.hasSuffix("_Cut off here: the full verdict is in verdict.json._\n"))
        #expect(text.hasPrefix("## LoadSuite1: FAIL"))
    }

    @Test func namesFromOutsideStayText() {
        let evil = "p50 <img src=x onerror=alert(1)> | @team *x* \"&"
        let one = verdict(.fail, [metric(evil, .fail)], suite: "Load<b>")
        let markdown = VerdictMarkdown.of([one])
        #expect(!markdown.contains("<img") && !markdown.contains("<b>") && !markdown.contains("@team"))
        #expect(markdown.contains("\\|"))
        let junit = VerdictJUnit.of([one])
        #expect(!junit.contains("<img") && junit.contains("&lt;img src=x onerror=alert(1)&gt;"))
        let line = VerdictAnnotations.of([verdict(.fail, [metric("p50 a\n::error::b", .fail)])])
        #expect(count("\n", in: line) == 1)
    }
}
