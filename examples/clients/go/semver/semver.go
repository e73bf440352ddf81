// Package semver is the semver library for Go, by cgo.
//
// CGO_CFLAGS tells the compiler where semver.h is, as -I and a folder, and CGO_LDFLAGS the linker which library it is.
//
// A failure of the library, a panic of its Rust code included, comes back as an *Error.
package semver

/*
#include "semver.h"
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

// Kind says what an Error is about.
type Kind int

const (
	Panic           Kind = C.FFI_GUARD_PANIC
	InvalidArgument Kind = C.FFI_GUARD_INVALID_ARGUMENT
	Failed          Kind = C.FFI_GUARD_ERROR
)

// Syntax is the code of an error of kind Failed.
const Syntax = C.SEMVER_FAILURE_SYNTAX

// Error is a copy of the library's last error.
type Error struct {
	Kind              Kind
	Code              int
	Function, Message string
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.Function, e.Message) }

// call runs f, which calls the library and returns whether that worked, and gets the error if not.
//
// The last error belongs to a thread of the system, and a goroutine may go on with another thread between two calls of
// C. So it is kept on its thread from the call to the question why it failed.
func call(f func() bool) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if f() {
		return nil
	}
	return LastError()
}

// callByError is for functions whose failure value is a good answer as well: the last error tells, cleared before.
func callByError(f func()) error {
	return call(func() bool {
		C.semver_clear_last_error()
		f()
		return C.semver_last_error(nil) == C.FFI_GUARD_NONE
	})
}

// LastError is a copy of the last error of this thread, for a goroutine that is locked to its thread.
func LastError() *Error {
	record := C.ffi_guard_error{size: C.sizeof_ffi_guard_error}
	kind := C.semver_last_error(&record)
	return &Error{Kind(kind), int(record.code), C.GoString(record.function), C.GoString(record.message)}
}

// Version is a version; it is freed when nothing refers to it.
type Version struct{ handle *C.semver_version }

// owned is nil for a null pointer.
func owned(handle *C.semver_version) *Version {
	if handle == nil {
		return nil
	}
	version := &Version{handle}
	runtime.SetFinalizer(version, func(version *Version) { C.semver_version_free(version.handle) })
	return version
}

// Parse reads a version. A text that is not UTF-8 is refused, as Go has such strings.
func Parse(text string) (*Version, error) {
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	return parse(c)
}

// ParseNull shows what comes of a null pointer, which no string of Go's is.
func ParseNull() (*Version, error) { return parse(nil) }

func parse(text *C.char) (*Version, error) {
	var handle *C.semver_version
	err := call(func() bool { return C.semver_version_parse(text, &handle) == 0 })
	return owned(handle), err
}

// Text is the version as it is written.
func (v *Version) Text() (string, error) {
	var text *C.char
	err := call(func() bool {
		text = C.semver_version_text(v.handle)
		return text != nil
	})
	runtime.KeepAlive(v)
	defer C.semver_string_free(text)
	return C.GoString(text), err
}

// Compare is below, equal to or above 0.
func (v *Version) Compare(other *Version) (int, error) {
	var order C.semver_order
	err := call(func() bool {
		order = C.semver_version_compare(v.handle, other.handle)
		return order != C.SEMVER_ORDER_UNKNOWN
	})
	runtime.KeepAlive(v)
	runtime.KeepAlive(other)
	return int(order), err
}

// Requirement is what a version can meet.
type Requirement struct{ handle *C.semver_version_req }

// ParseRequirement reads a requirement such as "^1.4".
func ParseRequirement(text string) (*Requirement, error) {
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	requirement := new(Requirement)
	if err := call(func() bool { return C.semver_version_req_parse(c, &requirement.handle) == 0 }); err != nil {
		return nil, err
	}
	runtime.SetFinalizer(requirement, func(r *Requirement) { C.semver_version_req_free(r.handle) })
	return requirement, nil
}

// Matches is whether the version meets the requirement.
func (r *Requirement) Matches(version *Version) (bool, error) {
	var matches C.bool
	err := callByError(func() { matches = C.semver_version_req_matches(r.handle, version.handle) })
	runtime.KeepAlive(r)
	runtime.KeepAlive(version)
	return bool(matches), err
}
