package semver

/*
#include "semver.h"

typedef int32_t (*comparator)(const semver_parts *, const semver_parts *, void *);

// Written in Go, below. cgo knows no const.
extern int32_t semverCompare(semver_parts *a, semver_parts *b, void *data);
extern int32_t semverKeep(semver_version *version, bool *out, void *data);
*/
import "C"

import (
	"runtime"
	"runtime/cgo"
	"unsafe"
)

// List is a list of versions.
type List struct{ handle *C.semver_version_list }

// NewList creates a list of these versions.
func NewList(texts ...string) (*List, error) {
	list := new(List)
	err := call(func() bool {
		list.handle = C.semver_version_list_new()
		return list.handle != nil
	})
	if err != nil {
		return nil, err
	}
	runtime.SetFinalizer(list, func(list *List) { C.semver_version_list_free(list.handle) })
	for _, text := range texts {
		version, err := Parse(text)
		if err != nil {
			return nil, err
		}
		if err := list.Push(version); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Push takes ownership of the version, which cannot be used afterwards.
func (l *List) Push(version *Version) error {
	err := call(func() bool { return bool(C.semver_version_list_push(l.handle, version.handle)) })
	if err == nil {
		runtime.SetFinalizer(version, nil)
		version.handle = nil
	}
	runtime.KeepAlive(l)
	runtime.KeepAlive(version)
	return err
}

// Get copies the version at an index. The library panics if the index is out of range, which is an error here.
func (l *List) Get(index int) (*Version, error) {
	var handle *C.semver_version
	err := call(func() bool {
		handle = C.semver_version_list_get(l.handle, C.size_t(index))
		return handle != nil
	})
	runtime.KeepAlive(l)
	return owned(handle), err
}

// Best returns the highest version that meets the requirement, or nil if none does.
func (l *List) Best(requirement *Requirement) (*Version, error) {
	var handle *C.semver_version
	err := callByError(func() { handle = C.semver_version_list_best(l.handle, requirement.handle) })
	runtime.KeepAlive(l)
	runtime.KeepAlive(requirement)
	return owned(handle), err
}

// Parts has the numbers of one version.
type Parts struct {
	Major, Minor, Patch uint64
	Prerelease          bool
}

func partsOf(c C.semver_parts) Parts {
	return Parts{uint64(c.major), uint64(c.minor), uint64(c.patch), bool(c.prerelease)}
}

// Parts returns the numbers of all versions.
func (l *List) Parts() ([]Parts, error) {
	var vec C.semver_vec_parts
	if err := callByError(func() { vec = C.semver_version_list_parts(l.handle) }); err != nil {
		return nil, err
	}
	defer C.semver_vec_parts_free(vec)
	runtime.KeepAlive(l)
	parts := make([]Parts, 0, int(vec.len))
	for _, one := range unsafe.Slice(vec.ptr, int(vec.len)) {
		parts = append(parts, partsOf(one))
	}
	return parts, nil
}

// sorting is the state that a call of Sort shares with its comparator.
type sorting struct {
	compare  func(a, b Parts) int
	panicked any
}

// Sort orders the list with a function that returns a number below, equal to or above 0.
//
// Sort panics if the function does. The panic must not cross the frames of C and Rust in between: Go would skip them without
// running destructors, and the library would keep its locks and an unfinished sort. So semverCompare recovers the panic and
// lets the sort complete, and Sort panics again after C has returned. runtime.Goexit cannot be recovered: the function must
// not call it, also not through testing.T.FailNow.
func (l *List) Sort(compare func(a, b Parts) int) error {
	state := &sorting{compare: compare}
	handle := cgo.NewHandle(state) // C must not keep Go pointers; a handle is a number
	defer handle.Delete()
	err := call(func() bool {
		return bool(C.semver_version_list_sort(l.handle, C.comparator(C.semverCompare), unsafe.Pointer(&handle)))
	})
	runtime.KeepAlive(l)
	if state.panicked != nil {
		panic(state.panicked)
	}
	return err
}

//export semverCompare
func semverCompare(a, b *C.semver_parts, data unsafe.Pointer) (order C.int32_t) {
	state := (*(*cgo.Handle)(data)).Value().(*sorting)
	if state.panicked != nil {
		return 0
	}
	defer func() { state.panicked = recover() }()
	return C.int32_t(state.compare(partsOf(*a), partsOf(*b)))
}

// retaining is the state that a call of Retain shares with its function.
type retaining struct {
	keep     func(version *Version) bool
	panicked any
}

// Retain keeps the versions for which a function returns true. The version is lent: it is nil for the library after the
// function has returned. If the function panics, the library leaves the list as it is and returns, and Retain panics again.
func (l *List) Retain(keep func(version *Version) bool) error {
	state := &retaining{keep: keep}
	handle := cgo.NewHandle(state)
	defer handle.Delete()
	err := call(func() bool {
		keep := C.semver_version_list_retain_keep(C.semverKeep)
		return C.semver_version_list_retain(l.handle, keep, unsafe.Pointer(&handle)) == C.SEMVER_OK
	})
	runtime.KeepAlive(l)
	if state.panicked != nil {
		panic(state.panicked)
	}
	return err
}

//export semverKeep
func semverKeep(handle *C.semver_version, out *C.bool, data unsafe.Pointer) (status C.int32_t) {
	state := (*(*cgo.Handle)(data)).Value().(*retaining)
	version := &Version{handle}
	defer func() {
		version.handle = nil
		if state.panicked = recover(); state.panicked != nil {
			status = 1
		}
	}()
	*out = C.bool(state.keep(version))
	return 0
}
