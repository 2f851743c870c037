import Foundation
import Fuzzing
import Measurement
import Testing

@testable import NATSLoad

/// What a server, a gateway or another publisher sends, damaged: a fault, or the same operations however the bytes are split.
struct DamagedWireTests {
    @Test func damagedStreamsGiveTheSameInAnyPieces() {
        var operations = 0
        Damage(WireParserTests.stream).forEach(rounds: 1_000) { text, note in
            // A line that begins with a blank is refused as soon as only the blank is there, and read when it came whole.
            let startsBlank = zip([0x0A] + text, text).contains { $0 == 0x0A && ($1 <= 0x20) && $1 != 0x0D }
            if startsBlank { return }
            let whole = try? read(text)
            let bytes = try? read(text, pieces: Array(repeating: 1, count: text.count))
            let pieces = try? read(text, pieces: Array(repeating: 7, count: text.count))
            // A fault's words may name more of the text where more of it is there.
            #expect(whole == bytes && whole == pieces, "\(note)")
            operations += whole?.count ?? 0
        }
        #expect(operations > 125)
    }

    @Test func damagedHeadersAreNoneOrCanBeWrittenAgain() {
        let text = "NATS/1.0 503 No Responders\r\nNats-Stream: S\r\nNats-Sequence:  7 \r\n\r\n"
        var fields = 0
        Damage(text, "NATS/1.0\r\n\r\n").forEach(rounds: 1_000) { text, note in
            let (headers, status) = text.withUnsafeBytes {
                (MessageHeaders(decoding: $0), MessageHeaders.status(of: $0))
            }
            guard let headers else { return }
            fields += headers.fields.count
            let again = headers.encoded.withUnsafeBytes { MessageHeaders(decoding: $0) }
            #expect(again?.status == headers.status, "\(note)")
            #expect((0...999).contains(status ?? 0), "\(note)")
        }
        #expect(fields > 125)
    }

    /// Whoever publishes into the queue may have written the header: its times have to bear being subtracted from ours.
    @Test func damagedStampsAreNoneOrCanBeRecorded() {
        var block = MessageStamp.template()
        MessageStamp.write(into: &block, plannedNs: 123_456_789, sentNs: 123_999_999, wallOffsetNs: 5)
        let hex = ["7fffffffffffffff", "8000000000000000", "ffffffffffffffff", "0000000000000001"]
        let boot = String(
            decoding: block.dropFirst(MessageStamp.prefix.count).prefix(16), as: UTF8.self)
        let extremes = hex.flatMap { one in
            hex.flatMap { other in
                [boot, "0123456789abcdef"].map {
                    "NATS/1.0\r\nPlimsoll-Time: \($0) \(one) \(other) \(one)\r\n\r\n"
                }
            }
        }
        let recorder = Recorder(originNs: 0, phases: [.whole])
        let endpoint = recorder.endpoint("queue", tags: [])
        var read = 0
        func record(_ text: [UInt8]) {
            for offset in [Int64.min, 0, 1_795_230_000_000_000_000, .max] {
                guard let stamp = text.withUnsafeBytes({ MessageStamp(headers: $0, wallOffsetNs: offset) })
                else {
                    continue
                }
                read += 1
                for now in [Int64(0), 4_000_000_000_000_000] {
                    recorder.started(endpoint)
                    recorder.finished(
                        endpoint,
                        Sample(
                            plannedNs: min(stamp.plannedNs, now), startNs: min(stamp.sentNs, now), endNs: now))
                }
            }
        }
        for text in extremes { record(Array(text.utf8)) }
        Damage([block]).forEach(rounds: 500) { text, _ in record(text) }
        #expect(read > 62)
    }

    @Test func damagedAnswersOfJetStreamAreReadOrUnreadable() {
        let stored = #"{"stream":"S","seq":7}"#
        let refused =
            #"{"error":{"code":503,"err_code":10077,"description":"maximum messages exceeded"}}"#
        let info = #"""
            {"type":"io.nats","config":{"name":"S","subjects":["s.>"],"max_age":60000000000,"retention":"limits","storage":
            "file","num_replicas":1,"max_msgs":-1,"max_bytes":-1},"created":"2026-11-21T03:00:00Z","state":{"messages":12,
            "bytes":1024,"first_seq":1,"last_seq":12,"consumer_count":1},"cluster":{"leader":"A"}}
            """#
        let server =
            #"{"server_id":"A","version":"2.10.1","max_payload":1048576,"connect_urls":["h:1"],"nonce":"x"}"#
        var known = 0
        Damage(stored, refused, info, server).forEach(rounds: 1_000) { text, note in
            text.withUnsafeBytes { bytes in
                if case .refused(let refusal) = PublishAcknowledgement(bytes) {
                    known += 1
                    #expect(!refusal.description.isEmpty, "\(note)")
                }
                if let info = try? ServerInfo.decode(bytes) { known += info.version.isEmpty ? 0 : 1 }
            }
            _ = try? JSONDecoder().decode(StreamInfo.self, from: Data(text))
            _ = try? JSONDecoder().decode(ConsumerInfo.self, from: Data(text))
            var statistics = ServerStatistics()
            statistics.read(varz: Data(text))
            statistics.read(jsz: Data(text))
            _ = statistics.line
        }
        #expect(known > 37)
    }

    @Test func damagedReplySubjectsAreNoDeliveryOrOne() {
        var deliveries = 0
        Damage(
            "$JS.ACK.S.C.1.12.12.1795230000000000000.5",
            "$JS.ACK.hub.ACC.S.C.1.12.12.1795230000000000000.5.x"
        )
        .forEach(rounds: 1_000) { text, _ in
            guard let delivery = text.withUnsafeBytes({ Delivery(reply: $0) }) else { return }
            deliveries += 1
            var (seen, numbers) = (SequenceSet(), SequenceSet())
            _ = (seen.insert(delivery.streamSequence), numbers.insert(delivery.consumerSequence))
        }
        #expect(deliveries > 62)
    }

    @Test func damagedAddressesSpansAndCredentialsAreRefusedOrRead() {
        var read = 0
        Damage("nats://user:pass@host:4222", "tls://[::1]:4222", "a:1, b:2").forEach(rounds: 750) {
            text, note in
            guard let all = try? ServerAddress.list(String(decoding: text, as: UTF8.self)) else { return }
            read += 1
            #expect(all.allSatisfy { !$0.host.isEmpty && (1...65_535).contains($0.port) }, "\(note)")
        }
        Damage("2h30m", "1.5s", "250ms", "1d", "0").forEach(rounds: 750) { text, note in
            guard let span = SpanText.nanoseconds(String(decoding: text, as: UTF8.self)) else { return }
            read += 1
            #expect(span >= 0 && !SpanText.text(nanoseconds: span).isEmpty, "\(note)")
        }
        let file = """
            -----BEGIN NATS USER JWT-----
            eyJ0eXAiOiJKV1QifQ.e30.c2ln
            ------END NATS USER JWT------
            -----BEGIN USER NKEY SEED-----
            SUAMK2FG4MI6UE3ACF3FK3OIQBCEIEZV7NSWFFEW63UXMRLFM2XLAXK4GY
            ------END USER NKEY SEED------
            """
        Damage(file).forEach(rounds: 250) { text, note in
            do throws(CredentialsFile.Fault) {
                _ = try CredentialsFile(String(decoding: text, as: UTF8.self))
                read += 1
            } catch {
                #expect(!error.description.isEmpty, "\(note)")
            }
        }
        #expect(read > 62)
    }
}
