// Answers each response on a line of standard input with what an app would do that asks through Retrofit.
package client.retrofit

import client.decide
import cloudreve.Response
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import okhttp3.Interceptor
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Protocol
import okhttp3.ResponseBody.Companion.toResponseBody
import retrofit2.Retrofit
import retrofit2.converter.kotlinx.serialization.asConverterFactory
import retrofit2.create
import retrofit2.http.DELETE
import okhttp3.Response as HttpResponse

private interface Files {
    @DELETE("file")
    suspend fun delete(): Response<Unit>
}

private val json = "application/json".toMediaType()

/** Stands for the server: answers with this body. */
private class Server : Interceptor {
    var body = ""

    override fun intercept(chain: Interceptor.Chain): HttpResponse =
        HttpResponse
            .Builder()
            .request(chain.request())
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("OK")
            .body(body.toResponseBody(json))
            .build()
}

private val server = Server()

private val client = OkHttpClient.Builder().addInterceptor(server).build()

private val files: Files =
    Retrofit
        .Builder()
        .baseUrl("http://localhost/api/v4/")
        .client(client)
        .addConverterFactory(Json.asConverterFactory(json))
        .build()
        .create()

fun read(body: String): Response<Unit> {
    server.body = body
    return runBlocking { files.delete() }
}

/** Lets the program end, whose threads would wait for another request. */
fun close() {
    client.dispatcher.executorService.shutdown()
}

private fun answer(body: String): String =
    try {
        decide(read(body))
    } catch (error: SerializationException) {
        "no answer of the server"
    }

fun main() {
    generateSequence(::readlnOrNull).map(::answer).forEach(::println)
    close()
}
