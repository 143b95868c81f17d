// Probe prints all that the binding knows of each number that it is asked for.
package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"example.com/driver/cloudreve"
)

func encode(text string) string { return hex.EncodeToString([]byte(text)) }

// listed reports whether the code is among all known ones.
func listed(code cloudreve.Code) bool {
	for _, known := range cloudreve.Codes() {
		if known == code {
			return true
		}
	}
	return false
}

func main() {
	for _, argument := range os.Args[1:] {
		number, err := strconv.ParseInt(argument, 10, 64)
		if err != nil {
			panic(err)
		}
		code := cloudreve.Code(number)
		if !errors.Is(fmt.Errorf("wrapped: %w", code), code) || code.Error() != code.String() {
			panic(code)
		}
		if (code.Err() == nil) != (code == cloudreve.CodeSuccess) {
			panic(code)
		}
		aliases := code.Aliases()
		for i := range aliases {
			aliases[i] = encode(aliases[i])
		}
		status := ""
		if code.HTTPStatus() != 0 {
			status = strconv.Itoa(code.HTTPStatus())
		}
		fmt.Println(strings.Join([]string{
			argument,
			strconv.FormatBool(code.Known() && listed(code)),
			encode(code.Name()),
			encode(code.Constant()),
			strings.Join(aliases, ","),
			encode(code.Description()),
			string(code.Class()),
			string(code.Remedy()),
			strconv.FormatBool(code.Retryable()),
			code.Since(),
			status,
			encode(code.String()),
		}, "\t"))
	}
}
