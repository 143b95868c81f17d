package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/driver/cloudreve"
)

type file struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
}

func read[T any](t *testing.T, body string) cloudreve.Response[T] {
	t.Helper()
	var answer cloudreve.Response[T]
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return answer
}

func failure(t *testing.T, body string) *cloudreve.Error {
	t.Helper()
	answer := read[file](t, body)
	var failed *cloudreve.Error
	if !errors.As(answer.Err(), &failed) {
		t.Fatalf("%s: no error", body)
	}
	return failed
}

func TestASuccessHasItsData(t *testing.T) {
	answer := read[file](t, `{"msg":"","data":{"name":"a","size":3},"code":0}`)
	if answer.Err() != nil || answer.Data != (file{"a", 3}) {
		t.Error(answer)
	}
	for _, body := range []string{`{"code":0}`, `{"code":0,"data":null,"msg":""}`, `{"code":0,"data":"","msg":""}`} {
		if answer := read[any](t, body); answer.Err() != nil {
			t.Error(body, answer.Err())
		}
	}
	if err := json.Unmarshal([]byte(`{"code":0,"data":{"size":"3"}}`), new(cloudreve.Response[file])); err == nil {
		t.Error("data of another type than was asked for is an error")
	}
}

func TestWhatIsNoAnswerIsRefused(t *testing.T) {
	for _, body := range []string{
		"", "<html>", "404 page not found", "[]", "{}", "null", `"a"`, "0", `{"hello":1}`, `{"code":"403"}`, `{"code":"0"}`,
		`{"code":null}`, `{"code":0.5}`, `{"code":{}}`, `{"code":99999999999999999999}`, `{"code":false}`,
	} {
		if err := json.Unmarshal([]byte(body), new(cloudreve.Response[any])); err == nil {
			t.Error(body)
		}
		if err := json.Unmarshal([]byte(body), new(cloudreve.Error)); err == nil {
			t.Error(body)
		}
	}
	if err := json.Unmarshal([]byte(`{"code":0}`), new(cloudreve.Error)); err == nil {
		t.Error("a success is no error")
	}
}

func TestTheCodeIsFoundInAChainOfErrors(t *testing.T) {
	answer := read[any](t, `{"code":40073,"msg":"100% locked"}`)
	err := fmt.Errorf("deleting: %w", answer.Err())
	var code cloudreve.Code
	if !errors.Is(err, cloudreve.CodeLockConflict) || errors.Is(err, cloudreve.CodeNotFound) {
		t.Error(err)
	}
	if !errors.As(err, &code) || code != cloudreve.CodeLockConflict {
		t.Error(code)
	}
	if err.Error() != "deleting: Lock Conflict (code: 40073): 100% locked" {
		t.Error(err)
	}
}

func TestAnOddFieldNeverHidesTheCode(t *testing.T) {
	for _, field := range []string{
		`"msg":5`, `"msg":null`, `"error":{"a":1}`, `"aggregated_error":[]`, `"aggregated_error":{"a":5}`, `"correlation_id":7`,
		`"data":[1]`,
	} {
		body := `{"code":403,` + field + `}`
		if failed := failure(t, body); failed.Code != 403 {
			t.Error(body)
		}
	}
}

func TestWhatIsBesideACode(t *testing.T) {
	locked := failure(t, `{"code":40073,"data":[{"path":"cloudreve://my/a","token":"t","owner":{"application":{"type":"viewer","viewer_id":"v"}},"type":0},
		{"owner":{"application":{"type":"dav","inner_xml":"<x/>"}},"type":1}],"msg":"","correlation_id":"c"}`)
	locks := locked.LockConflicts()
	if len(locks) != 2 || locks[0].Token != "t" || locks[1].Owner.Application.InnerXML != "<x/>" || locks[1].Type != 1 {
		t.Error(locks)
	}
	if locked.CorrelationID != "c" || locked.SecondFactorSession() != "" {
		t.Error(locked)
	}
	for _, body := range []string{`{"code":40073}`, `{"code":40073,"data":{"odd":1}}`, `{"code":40073,"data":"x"}`} {
		if locks := failure(t, body).LockConflicts(); len(locks) != 0 {
			t.Error(body, locks)
		}
	}
	if session := failure(t, `{"code":203,"data":"s1"}`).SecondFactorSession(); session != "s1" {
		t.Error(session)
	}
	if session := failure(t, `{"code":203}`).SecondFactorSession(); session != "" {
		t.Error(session)
	}
	partial := read[[]file](t, `{"code":40081,"data":[{"name":"a","size":1}],"aggregated_error":{"u":{"code":404}}}`)
	if partial.Err() == nil || len(partial.Data) != 1 {
		t.Error(partial)
	}
}

func TestOneFailedPartIsTheErrorToActOn(t *testing.T) {
	one := failure(t, `{"code":40081,"aggregated_error":{"u":{"code":401},"done":{"code":0}}}`)
	if one.Effective().Code != cloudreve.CodeCheckLogin {
		t.Error(one.Effective())
	}
	two := failure(t, `{"code":40081,"aggregated_error":{"u":{"code":401},"odd":5}}`)
	if two.Effective() != two || two.Part("odd").Code != cloudreve.CodeNotSet {
		t.Error(two.Effective())
	}
	made := &cloudreve.Error{Code: 40081, Parts: map[string]*cloudreve.Error{"cloudreve://my/a%20b": {Code: 404}}}
	if made.Part("cloudreve://my/a b/").Code != 404 || made.Part("cloudreve://my/c") != nil {
		t.Error(made)
	}
}

func TestADeepAnswerIsRead(t *testing.T) {
	const levels = 4000
	body := strings.Repeat(`{"code":40081,"aggregated_error":{"u":`, levels) + `{"code":401}` + strings.Repeat("}}", levels)
	if failed := failure(t, body); failed.Effective().Code != 401 {
		t.Error(failed.Effective())
	}
}
