// Client answers each response on a line of standard input with what a driver would do.
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

// check returns the error that the server answered with, if any.
func check(body []byte) error {
	var answer cloudreve.Response[any]
	if err := json.Unmarshal(body, &answer); err != nil {
		return err
	}
	return answer.Err()
}

// decide says what to do after an answer.
func decide(err error) string {
	if err == nil {
		return "done"
	}
	var failed *cloudreve.Error
	if !errors.As(err, &failed) {
		return "no answer of the server"
	}
	failed = failed.Effective()
	switch code := failed.Code; code.Remedy() {
	case cloudreve.RemedySignIn:
		return "sign in"
	case cloudreve.RemedyRetry:
		return "try again"
	case "":
		class := code.Class()
		if class == "" {
			class = "none"
		}
		return fmt.Sprintf("class %s: %v", class, failed)
	default:
		if locks := failed.LockConflicts(); len(locks) > 0 {
			return decideOnLocks(locks)
		}
		if session := failed.SecondFactorSession(); session != "" {
			return "ask for the second factor of " + session
		}
		return fmt.Sprintf("%s: %v", code.Remedy(), failed)
	}
}

func decideOnLocks(locks []cloudreve.LockConflict) string {
	var holders, tokens []string
	for _, lock := range locks {
		holders = append(holders, lock.Owner.Application.Type)
		if lock.Token != "" {
			tokens = append(tokens, lock.Token)
		}
	}
	holder := strings.Join(holders, ", ")
	if len(tokens) == 0 {
		return fmt.Sprintf("held by %s: wait", holder)
	}
	return fmt.Sprintf("held by %s: ask whether to unlock %s", holder, strings.Join(tokens, ", "))
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fmt.Println(decide(check(lines.Bytes())))
	}
}
