// Package semver is the semver library for Go, with cgo.
//
// Set CGO_CFLAGS to -I and the directory of semver.h, and CGO_LDFLAGS to the library.
//
// A failure of the library, including a panic, is returned as an *Error.
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

// Kind is the kind of an Error.
type Kind int

const (
	Panic           Kind = C.FFI_GUARD_PANIC
	InvalidArgument Kind = C.FFI_GUARD_INVALID_ARGUMENT
	Failed          Kind = C.FFI_GUARD_ERROR
)

// Syntax is the code of an error of kind Failed.
const Syntax = C.SEMVER_SYNTAX

// Error is a copy of the library's last error.
type Error struct {
	Kind              Kind
	Code              int
	Function, Message string
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.Function, e.Message) }

// call runs f, which calls the library and returns true on success, and returns the error of a failure.
//
// The last error belongs to a thread of the system, and a goroutine may change threads between two calls of C. So call locks
// the goroutine to its thread until it has read the error.
func call(f func() bool) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if f() {
		return nil
	}
	return LastError()
}

// callByError is for functions whose failure value is also a valid result. It clears the last error before the call.
func callByError(f func()) error {
	return call(func() bool {
		C.semver_clear_last_error()
		f()
		return C.semver_last_error(nil) == C.FFI_GUARD_NONE
	})
}

// LastError returns a copy of the last error of this thread, for a goroutine that is locked to its thread.
func LastError() *Error {
	record := C.ffi_guard_error{size: C.sizeof_ffi_guard_error}
	kind := C.semver_last_error(&record)
	return &Error{Kind(kind), int(record.code), C.GoString(record.function), C.GoString(record.message)}
}

// Version is a version. It is freed when it is no longer referenced.
type Version struct{ handle *C.semver_version }

// owned returns nil for a null pointer.
func owned(handle *C.semver_version) *Version {
	if handle == nil {
		return nil
	}
	version := &Version{handle}
	runtime.SetFinalizer(version, func(version *Version) { C.semver_version_free(version.handle) })
	return version
}

// Parse parses a version. The library rejects invalid UTF-8, which a Go string may contain.
func Parse(text string) (*Version, error) {
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	return parse(c)
}

// ParseNull passes a null pointer, which a Go string cannot be.
func ParseNull() (*Version, error) { return parse(nil) }

func parse(text *C.char) (*Version, error) {
	var handle *C.semver_version
	err := call(func() bool { return C.semver_version_parse(text, &handle) == 0 })
	return owned(handle), err
}

// Text returns the version as text.
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

// Compare returns a number below, equal to or above 0.
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

// Requirement is a requirement for versions.
type Requirement struct{ handle *C.semver_version_req }

// ParseRequirement parses a requirement such as "^1.4".
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

// Matches returns true if the version meets the requirement.
func (r *Requirement) Matches(version *Version) (bool, error) {
	var matches C.bool
	err := callByError(func() { matches = C.semver_version_req_matches(r.handle, version.handle) })
	runtime.KeepAlive(r)
	runtime.KeepAlive(version)
	return bool(matches), err
}
