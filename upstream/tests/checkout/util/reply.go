package util

import (
	"context"
	"fmt"

	"example.org/files/v4/pkg/serializer"
	"github.com/elsewhere/web"
)

type Code uint32

// Reply passes both on, through a type of its own.
func Reply(c context.Context, code int, msg string) {
	web.JSON(c, serializer.ErrWithDetails(c, code, msg, nil))
}

// Failf takes a format.
func Failf(code Code, format string, arguments ...any) error {
	return serializer.NewError(int(code), fmt.Sprintf(format, arguments...), nil)
}

func use() {
	_ = Failf(Code(serializer.CodeSignExpired), "expired %d days ago", 3)
}

type Sender interface {
	Send(code int, message string)
}

func send(s Sender) {
	s.Send(serializer.CodeIOFailed, "sent through an interface")
}
