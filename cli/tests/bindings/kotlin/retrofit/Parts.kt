package client.retrofit

import client.lookUpParts

fun main() {
    lookUpParts(::read)
    close()
}
