import Fuzzing
import Testing

@testable import NATSLoad

/// Documents whose author mistyped anything: all faults with their places, or a plan that can be told.
struct DamagedDocumentTests {
    @Test func damagedDocumentsAreRefusedOrPlanned() throws {
        var planned = 0
        Damage(try LoadDocumentTests.sample()).forEach(rounds: 380) { text, note in
            do throws(DocumentFaults) {
                let document = try LoadDocument(
                    String(decoding: text, as: UTF8.self), environment: ["NATS_URL": "nats://h:1"])
                for spec in document.specs {
                    planned += 1
                    _ = spec.name
                }
            } catch {
                #expect(!error.faults.isEmpty, "\(note)")
            }
        }
        #expect(planned > 0)
    }
}
