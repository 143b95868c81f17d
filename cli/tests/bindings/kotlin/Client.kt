// Answers each response on a line of standard input with what an app would do.
package client

import cloudreve.ErrorCode
import cloudreve.Remedy
import cloudreve.ResponseCode
import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser

fun decideOnLocks(locks: JsonArray): String {
    val holders = locks.joinToString { it.application().get("type").asString }
    val tokens = locks.mapNotNull { it.asJsonObject.get("token")?.asString }
    return if (tokens.isEmpty()) {
        "held by $holders: wait"
    } else {
        "held by $holders: ask whether to unlock ${tokens.joinToString()}"
    }
}

private fun JsonElement.application(): JsonObject {
    val owner = asJsonObject.getAsJsonObject("owner")
    return owner.getAsJsonObject("application")
}

/** What to do after an answer. What `data` is depends on the code. */
fun decide(body: String): String {
    val answer = JsonParser.parseString(body).asJsonObject
    val code = ResponseCode(answer.get("code").asLong)
    val message = answer.get("msg").asString
    if (code.isSuccess) return "done"
    if (code.known == ErrorCode.LockConflict && answer.has("data")) {
        return decideOnLocks(answer.getAsJsonArray("data"))
    }
    return when (val remedy = code.remedy) {
        Remedy.SignIn -> "sign in"
        Remedy.Retry -> "try again"
        null -> "class ${code.errorClass ?: "none"}: $code: $message"
        else -> "$remedy: $code: $message"
    }
}

fun main() {
    generateSequence(::readLine).map(::decide).forEach(::println)
}
