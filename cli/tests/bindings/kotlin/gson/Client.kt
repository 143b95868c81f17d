// Answers each response on a line of standard input with what an app would do that decodes JSON with Gson.
package client.gson

import client.decide
import cloudreve.Response
import com.google.gson.Gson
import com.google.gson.JsonParseException

private val gson = Gson()

fun read(body: String): Response<Any?> = Response.of(gson.fromJson(body, Any::class.java)) { it }

private fun answer(body: String): String =
    try {
        decide(read(body))
    } catch (error: JsonParseException) {
        "no answer of the server"
    } catch (error: IllegalArgumentException) {
        "no answer of the server"
    }

fun main() {
    generateSequence(::readlnOrNull).map(::answer).forEach(::println)
}
