// Parts reads answers and URIs: a line that starts with { is an answer, any other a URI, of which it prints the code
// of its part in the last answer, or none.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"example.com/driver/cloudreve"
)

func read(body string) *cloudreve.Error {
	var answer cloudreve.Response[[]string]
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		panic(err)
	}
	var failed *cloudreve.Error
	if !errors.As(fmt.Errorf("deleting: %w", answer.Err()), &failed) {
		panic("expected an error")
	}
	return failed
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	output := bufio.NewWriter(os.Stdout)
	var failed *cloudreve.Error
	for lines.Scan() {
		switch line := lines.Text(); {
		case strings.HasPrefix(line, "{"):
			failed = read(line)
		case failed.Part(line) == nil:
			fmt.Fprintln(output, "none")
		default:
			fmt.Fprintln(output, int64(failed.Part(line).Code))
		}
	}
	if err := output.Flush(); err != nil {
		panic(err)
	}
}
