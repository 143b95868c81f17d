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

// answer is how the server answers. What data is depends on code, so it is decoded after that.
type answer struct {
	Code cloudreve.Code  `json:"code"`
	Msg  string          `json:"msg"`
	Data json.RawMessage `json:"data"`
}

type lockConflict struct {
	Path  string `json:"path"`
	Token string `json:"token"`
	Owner struct {
		Application struct {
			Type string `json:"type"`
		} `json:"application"`
	} `json:"owner"`
}

// lockedError is a conflict with the locks in the way.
type lockedError struct {
	locks []lockConflict
}

func (e *lockedError) Error() string { return cloudreve.CodeLockConflict.Error() }

// Unwrap makes errors.Is(err, cloudreve.CodeLockConflict) true.
func (e *lockedError) Unwrap() error { return cloudreve.CodeLockConflict }

// check returns the error that the server answered with, if any.
func check(body []byte) error {
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return err
	}
	if a.Code == cloudreve.CodeLockConflict && len(a.Data) > 0 {
		locked := &lockedError{}
		if err := json.Unmarshal(a.Data, &locked.locks); err != nil {
			return err
		}
		return locked
	}
	if err := a.Code.Err(); err != nil {
		return fmt.Errorf("%w: %s", err, a.Msg)
	}
	return nil
}

// decide says what to do after an answer.
func decide(err error) string {
	var locked *lockedError
	var code cloudreve.Code
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, cloudreve.CodeLockConflict) && errors.As(err, &locked):
		return decideOnLocks(locked.locks)
	case !errors.As(err, &code):
		return err.Error()
	}
	switch remedy := code.Remedy(); remedy {
	case cloudreve.RemedySignIn:
		return "sign in"
	case cloudreve.RemedyRetry:
		return "try again"
	case "":
		class := code.Class()
		if class == "" {
			class = "none"
		}
		return fmt.Sprintf("class %s: %v", class, err)
	default:
		return fmt.Sprintf("%s: %v", remedy, err)
	}
}

func decideOnLocks(locks []lockConflict) string {
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
	for lines.Scan() {
		fmt.Println(decide(check(lines.Bytes())))
	}
}
