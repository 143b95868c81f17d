// What the envelope promises beside what the programs show, of JSON that kotlinx.serialization decodes.
package client.retrofit

import cloudreve.ErrorCode
import cloudreve.Response
import cloudreve.ResponseSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.modules.contextual

@Serializable
data class File(
    val name: String,
    val size: Long,
)

@Serializable
private data class Cached(
    @Serializable(with = ResponseSerializer::class) val answer: Response<List<File>>,
)

private inline fun <reified T> decode(body: String): Response<T> = Json.decodeFromString(body)

private inline fun <reified T> failure(body: String): Response.Failure<T> = decode<T>(body) as Response.Failure

private fun assertRefuses(action: () -> Any?) {
    val outcome = runCatching(action)
    check(outcome.exceptionOrNull() is SerializationException) { outcome }
}

private const val FILE = """{"name":"a","size":3}"""

private fun aSuccessHasItsData() {
    val file = File("a", 3)
    check(decode<File>("""{"msg":"","data":$FILE,"code":0}""").getOrThrow() == file)
    check(decode<List<File>>("""{"code":0,"data":[$FILE]}""").getOrThrow() == listOf(file))
    check(Json.decodeFromString<Cached>("""{"answer":{"code":0,"data":[$FILE]}}""").answer.getOrThrow() == listOf(file))
    assertRefuses { decode<File>("""{"code":0,"data":{"name":"a","size":"x"}}""") }
    assertRefuses { decode<File>("""{"code":0,"data":null}""") }
}

private fun aSuccessMayHaveNone() {
    for (data in listOf("", ""","data":null""", ""","data":""""", ""","data":{"odd":1}""")) {
        decode<Unit>("""{"code":0$data}""").getOrThrow()
    }
    check(decode<File?>("""{"code":0}""").getOrThrow() == null)
    check(decode<File?>("""{"code":0,"data":null}""").getOrThrow() == null)
    check(decode<JsonElement>("""{"code":0}""").getOrThrow() == JsonNull)
}

private val registered =
    Json {
        serializersModule = SerializersModule { contextual(Response::class) { (value) -> ResponseSerializer(value) } }
    }

private fun aModuleFindsTheSerializerToo() {
    val answer: Response<File> = registered.decodeFromString("""{"code":0,"data":$FILE}""")
    check(answer.getOrThrow() == File("a", 3))
}

private fun anErrorIsReadBeforeItsData() {
    val lock = """{"token":"t","owner":{"application":{"type":"dav","inner_xml":"<x/>"}},"type":1}"""
    val locked = failure<File>("""{"code":40073,"data":[$lock,5],"msg":"busy"}""").error
    val conflict = locked.lockConflicts.single()
    check(conflict.token == "t" && conflict.type == 1L && conflict.owner.application.innerXml == "<x/>")
    check(locked.toString() == "${ErrorCode.LockConflict}: busy")
    val data = failure<File>("""{"code":403,"data":[1,0.5,true,null,"a",{"b":[]}]}""").error.data
    check(data == listOf(1L, 0.5, true, null, "a", mapOf("b" to emptyList<Any>())))
}

private fun whatSucceededOfABatchIsRead() {
    val parts = """"aggregated_error":{"u":{"code":404},"v":{"code":401}}"""
    check(failure<File>("""{"code":40081,"data":$FILE,$parts}""").partialData == File("a", 3))
    check(failure<File>("""{"code":40081,"data":{"name":5},$parts}""").partialData == null)
    check(failure<File>("""{"code":40081,"data":null,$parts}""").partialData == null)
    check(failure<Unit>("""{"code":40081,$parts}""").partialData == null)
}

private fun onlyJsonThatIsAnAnswerIsRead() {
    for (body in listOf("", "{", "<html>", "[]", "{}", """{"code":99999999999999999999}""", """{"code":0.5}""")) {
        assertRefuses { decode<Unit>(body) }
    }
    assertRefuses { Json.encodeToString<Response<Unit>>(Response.Success(Unit)) }
}

fun main() {
    aSuccessHasItsData()
    aSuccessMayHaveNone()
    aModuleFindsTheSerializerToo()
    anErrorIsReadBeforeItsData()
    whatSucceededOfABatchIsRead()
    onlyJsonThatIsAnAnswerIsRead()
}
