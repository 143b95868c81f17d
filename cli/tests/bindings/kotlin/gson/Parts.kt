package client.gson

import client.lookUpParts

fun main() {
    lookUpParts(::read)
}
