// What the envelope promises beside what the programs show, of JSON as it was decoded.
package client.gson

import cloudreve.ErrorClass
import cloudreve.ErrorCode
import cloudreve.LockApplication
import cloudreve.LockConflict
import cloudreve.LockOwner
import cloudreve.Response
import cloudreve.ResponseCode
import cloudreve.ResponseError
import cloudreve.ResponseException
import com.google.gson.GsonBuilder
import com.google.gson.ToNumberPolicy

private data class File(
    val name: String,
    val size: Double,
)

private fun file(data: Any?): File {
    val fields = data as Map<*, *>
    return File(fields["name"] as String, fields["size"] as Double)
}

private fun failure(
    body: String,
    numbers: ToNumberPolicy = ToNumberPolicy.DOUBLE,
): Response.Failure<File> {
    val gson = GsonBuilder().setObjectToNumberStrategy(numbers).create()
    return Response.of(gson.fromJson(body, Any::class.java), ::file) as Response.Failure
}

private inline fun <reified E : Exception> assertThrows(action: () -> Any?) {
    val outcome = runCatching(action)
    check(outcome.exceptionOrNull() is E) { outcome }
}

private fun aSuccessHasItsData() {
    val data = mapOf("name" to "a", "size" to 3.0)
    val answer = Response.of(mapOf("code" to 0, "data" to data), ::file)
    check(answer.getOrThrow() == File("a", 3.0))
    check(answer == Response.Success(File("a", 3.0)))
    assertThrows<ClassCastException> { Response.of(mapOf("code" to 0, "data" to 5), ::file) }
    val nothing: String? = Response.of(mapOf("code" to 0)) { it as String? }.getOrThrow()
    check(nothing == null)
}

private fun anErrorIsThrownAsOne() {
    val answer = failure("""{"code":40073,"msg":"100% locked"}""")
    try {
        answer.getOrThrow()
        error("expected an exception")
    } catch (thrown: ResponseException) {
        check(thrown.error.code.known == ErrorCode.LockConflict)
        check(thrown.error === answer.error)
        check(thrown.message == "${ErrorCode.LockConflict}: 100% locked")
    }
}

private fun eachKindOfNumberIsACode() {
    for (numbers in ToNumberPolicy.values()) {
        check(failure("""{"code":40073}""", numbers).error.code == ResponseCode(ErrorCode.LockConflict))
        check(failure("""{"code":-1}""", numbers).error.code == ResponseCode.NOT_SET)
        for (code in listOf("0.5", "99999999999999999999", "9223372036854775808")) {
            assertThrows<IllegalArgumentException> { failure("""{"code":$code}""", numbers) }
        }
    }
    val codes = listOf(403, 403L, 403.toShort(), 403.0, 403f, 403.toBigInteger(), 403.toBigDecimal())
    for (code in codes) {
        check(ResponseError.of(mapOf("code" to code)).code.known == ErrorCode.NoPermission)
    }
    for (code in listOf(Double.NaN, Double.POSITIVE_INFINITY, 0.5f, "403", '4', true, null)) {
        assertThrows<IllegalArgumentException> { ResponseError.of(mapOf("code" to code)) }
    }
}

private fun anIntIsACodeAsALongIs() {
    val code = 40073
    check(ErrorCode.of(code) == ErrorCode.LockConflict && ErrorCode.of(code) == ErrorCode.of(code.toLong()))
    check(ErrorClass.of(code) == ErrorClass.App4xxxx && ErrorClass.of(code) == ErrorClass.of(code.toLong()))
    check(ResponseCode(code) == ResponseCode(code.toLong()))
}

private fun whatIsNoAnswerIsRefused() {
    for (answer in listOf(null, emptyList<Any>(), 0, "", true, emptyMap<String, Any>(), mapOf(null to 0))) {
        assertThrows<IllegalArgumentException> { Response.of(answer) { it } }
        assertThrows<IllegalArgumentException> { ResponseError.of(answer) }
    }
    assertThrows<IllegalArgumentException> { ResponseError.of(mapOf("code" to 0)) }
}

private fun whatIsBesideACodeIsRead() {
    val lock = """{"path":"cloudreve://my/a","token":"t","owner":{"application":{"type":"viewer","viewer_id":"v"}},"type":1}"""
    val locked = failure("""{"code":40073,"data":[$lock,5,{"odd":1}],"error":"e","correlation_id":"c"}""").error
    val holder = LockOwner(LockApplication("viewer", null, "v"))
    check(
        locked.lockConflicts ==
            listOf(
                LockConflict("cloudreve://my/a", "t", holder, 1),
                LockConflict(null, null, LockOwner(LockApplication("", null, null)), 0),
            ),
    )
    check(locked.detail == "e" && locked.correlationId == "c" && locked.secondFactorSession == null)
    check(failure("""{"code":40016,"data":[$lock]}""").error.lockConflicts.isEmpty())
    check(failure("""{"code":403,"data":"s"}""").error.run { secondFactorSession == null && data == "s" })
}

private fun whatSucceededOfABatchIsRead() {
    val parts = """{"u":{"code":404,"msg":"gone"},"odd":5,"done":{"code":0}}"""
    val half = failure("""{"code":40081,"data":{"name":"a","size":3},"aggregated_error":$parts}""")
    check(half.partialData == File("a", 3.0))
    check(half.error.effective === half.error && half.error.parts.keys == setOf("u", "odd"))
    check(half.error.part("odd")?.code == ResponseCode.NOT_SET && half.error.part("done") == null)
    for (data in listOf("null", "5", "{}")) {
        check(failure("""{"code":40081,"data":$data,"aggregated_error":$parts}""").partialData == null)
    }
}

private fun anErrorCanBeMade() {
    val gone = ResponseError(ResponseCode(404))
    val made = ResponseError(ResponseCode(40081), parts = mapOf("cloudreve://my/a%20b" to gone))
    check(made.effective === gone && made.part("cloudreve://MY/x/../a b/") === gone)
    check(made == made.copy() && made.hashCode() == made.copy().hashCode())
    check(made.part("cloudreve://my/c") == null && gone.part("cloudreve://my/c") == null)
}

private fun partsNestAsDeepAsTheyMay() {
    var answer: Any = mapOf("code" to 401)
    repeat(3000) { answer = mapOf("code" to 40081, "aggregated_error" to mapOf("u" to answer)) }
    check(
        ResponseError
            .of(answer)
            .effective.code.value == 40081L,
    )
}

fun main() {
    aSuccessHasItsData()
    anErrorIsThrownAsOne()
    eachKindOfNumberIsACode()
    anIntIsACodeAsALongIs()
    whatIsNoAnswerIsRefused()
    whatIsBesideACodeIsRead()
    whatSucceededOfABatchIsRead()
    anErrorCanBeMade()
    partsNestAsDeepAsTheyMay()
}
