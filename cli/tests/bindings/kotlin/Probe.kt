// Prints all that the binding knows of each number that it is asked for.
package probe

import cloudreve.ErrorCode
import cloudreve.ResponseCode

fun encode(text: String): String = text.toByteArray().joinToString("") { "%02x".format(it) }

fun main(numbers: Array<String>) {
    for (number in numbers) {
        val code = ResponseCode(number.toLong())
        val known = code.known
        check(known == null || ResponseCode(known) == code)
        check(known == null || known.errorClass == code.errorClass)
        check(known == null || known.toString() == code.toString())
        val fields =
            listOf(
                code.value,
                ErrorCode.values().any { it.code.toLong() == code.value },
                encode(known?.canonicalName.orEmpty()),
                encode(known?.constant.orEmpty()),
                known?.aliases.orEmpty().joinToString(",", transform = ::encode),
                encode(known?.description.orEmpty()),
                code.errorClass ?: "",
                code.remedy ?: "",
                code.isRetryable,
                known?.since.orEmpty(),
                known?.httpStatus ?: "",
                encode(code.toString()),
            )
        println(fields.joinToString("\t"))
    }
}
