package service

import (
	"context"
	format "fmt"

	"example.org/files/v4/pkg/serializer"
	"example.org/files/v4/util"
	"github.com/elsewhere/web"
)

const CodeGone = serializer.CodeNotFound

var version = "4.0.0"

type handler struct{ name string }

func literals(c context.Context, err error) any {
	serializer.DBErr(c, "Failed to list files", err)
	serializer.DBErr(c, "", err)
	serializer.ParamErr(c, "50% of it, or \"more\"", err)
	return serializer.ErrWithDetails(c, serializer.CodeTooManyUris, "too many", nil)
}

func patterns(c context.Context, count int, err error) any {
	serializer.ParamErr(c, format.Sprintf("%d of %d are 100%% wrong", count, 3), err)
	serializer.NewError(serializer.CodeEncryptError, "no key for "+err.Error()+" here", nil)
	serializer.NewError(serializer.CodeEncryptError, "no key: "+err.Error(), nil)
	return serializer.NewError(serializer.CodeParamErr, err.Error(), nil)
}

func locals(failed bool) error {
	code, msg := serializer.CodeSignExpired, "link expired"
	if failed {
		code = serializer.CodeConflict
	}
	const reason = "link broken"
	_ = serializer.NewError(int(code), reason, nil)
	return serializer.NewError(code, msg, nil)
}

func (h *handler) fail(c context.Context, code int, msg string) {
	web.JSON(c, map[string]any{"code": code, "msg": msg})
}

func (h *handler) members(c context.Context) {
	h.fail(c, CodeGone, "gone for good")
	res := serializer.Response{}
	res.Code = serializer.CodeIOFailed
	res.Msg = "tape torn"
	web.JSON(c, res)
	web.JSON(c, serializer.Response{Msg: "said in reverse", Code: serializer.CodeConflict})
	web.JSON(c, web.H{"code": 40073, "msg": "a bare number"})
	web.Text(serializer.CodeConflict, "of another module")
}

func closures(c context.Context) {
	abort := func(code int, msg string) {
		util.Reply(c, code, msg)
	}
	abort(serializer.CodeNotFound, "nothing there")
	retry(serializer.CodeNotFound, "not a message")
}

func retry(on int, name string) { _ = on }

func guard() func(context.Context) {
	return func(c context.Context) {
		web.JSON(c, serializer.ErrWithDetails(c, serializer.CodeConflict, "Invalid origin", nil))
	}
}

func denied(code int) error { return serializer.NewError(code, "denied to all", nil) }

func versions() error {
	_ = denied(serializer.CodeParamErr)
	return serializer.NewError(serializer.CodeConflict, "server is "+version, nil)
}
