// What an app would do after an answer, however it was read.
package client

import cloudreve.LockConflict
import cloudreve.Remedy
import cloudreve.Response
import cloudreve.ResponseError

fun decide(response: Response<*>): String =
    when (response) {
        is Response.Success -> "done"
        is Response.Failure -> decide(response.error.effective)
    }

private fun decide(error: ResponseError): String {
    val locks = error.lockConflicts
    if (locks.isNotEmpty()) return decideOnLocks(locks)
    error.secondFactorSession?.let { return "ask for the second factor of $it" }
    return when (val remedy = error.code.remedy) {
        Remedy.SignIn -> "sign in"
        Remedy.Retry -> "try again"
        null -> "class ${error.code.errorClass ?: "none"}: $error"
        else -> "$remedy: $error"
    }
}

private fun decideOnLocks(locks: List<LockConflict>): String {
    val holders = locks.joinToString { it.owner.application.type }
    val tokens = locks.mapNotNull { it.token }
    return if (tokens.isEmpty()) {
        "held by $holders: wait"
    } else {
        "held by $holders: ask whether to unlock ${tokens.joinToString()}"
    }
}

/**
 * Reads answers and URIs from standard input: a line that starts with `{` is an answer, any other a URI, of which it
 * prints the code of its part in the last answer, or `none`.
 */
fun lookUpParts(read: (String) -> Response<*>) {
    var failed: ResponseError? = null
    for (line in generateSequence(::readlnOrNull)) {
        if (line.startsWith("{")) {
            failed = (read(line) as Response.Failure).error
        } else {
            println(failed?.part(line)?.code?.value ?: "none")
        }
    }
}
