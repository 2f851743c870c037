import Testing

@testable import StandIns

@Suite struct ChatMessageTests {
    @Test(
        arguments: [
            (#"{"message":"hi"}"#, ChatMessage(text: "hi")),
            (#"{"message":"hi","conversation_id":"c-1"}"#, ChatMessage(text: "hi", conversation: "c-1")),
            (#"{"message":"hi","conversation_id":null,"other":1}"#, ChatMessage(text: "hi")),
        ])
    func messageIsRead(body: String, message: ChatMessage) {
        #expect(ChatMessage.reading(Array(body.utf8)) == .success(message))
    }

    @Test(
        arguments: [
            ("", 400, nil, "the body is no JSON object"), ("[]", 400, nil, "the body is no JSON object"),
            ("{}", 422, "message", "is missing"), (#"{"message":1}"#, 422, "message", "is no text"),
            (#"{"message":"  "}"#, 422, "message", "has 0 characters, expected 1 to 8000"),
            (#"{"message":"a","conversation_id":""}"#, 422, "conversation_id", "is no text of 1 to 128 characters"),
        ] as [(String, Int, String?, String)])
    func wrongMessageIsNamed(body: String, status: Int, field: String?, reason: String) {
        #expect(
            ChatMessage.reading(Array(body.utf8))
                == .failure(ChatMessage.Problem(status: status, field: field, reason: reason)))
    }

    @Test func contextKeepsTheLastMessagesOnly() {
        let conversations = Conversations()
        for turn in 1...30 {
            let answer = conversations.answer(ChatMessage(text: "m\(turn)", conversation: "a"), replica: "r").encoded
            #expect(answer.contains(#""turn":\#(turn),"#))
        }
        let last = conversations.answer(ChatMessage(text: "end", conversation: "a"), replica: "r").encoded
        #expect(last.contains(#""m11","m12""#))
        #expect(!last.contains(#""m10""#))
        #expect(conversations.count == 1)
    }
}
