package semver

/*
#include "semver.h"

typedef int32_t (*comparator)(const semver_parts *, const semver_parts *, void *);

// Written in Go, below. cgo knows no const.
extern int32_t semverCompare(semver_parts *a, semver_parts *b, void *data);
*/
import "C"

import (
	"runtime"
	"runtime/cgo"
	"unsafe"
)

// List is a list of versions.
type List struct{ handle *C.semver_version_list }

// NewList makes a list of these versions.
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

// Push takes the version over, which cannot be used afterwards.
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

// Get copies the version at an index. The library panics where there is none, and that is an error here.
func (l *List) Get(index int) (*Version, error) {
	var handle *C.semver_version
	err := call(func() bool {
		handle = C.semver_version_list_get(l.handle, C.size_t(index))
		return handle != nil
	})
	runtime.KeepAlive(l)
	return owned(handle), err
}

// Best is the highest version that meets the requirement, nil if none does.
func (l *List) Best(requirement *Requirement) (*Version, error) {
	var handle *C.semver_version
	err := callByError(func() { handle = C.semver_version_list_best(l.handle, requirement.handle) })
	runtime.KeepAlive(l)
	runtime.KeepAlive(requirement)
	return owned(handle), err
}

// Parts are the numbers of one version.
type Parts struct {
	Major, Minor, Patch uint64
	Prerelease          bool
}

func partsOf(c C.semver_parts) Parts {
	return Parts{uint64(c.major), uint64(c.minor), uint64(c.patch), bool(c.prerelease)}
}

// Parts are the numbers of all versions.
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

// sorting is what one call of Sort and its comparator share.
type sorting struct {
	compare  func(a, b Parts) int
	panicked any
}

// Sort orders the list by a function that returns below, equal to or above 0.
//
// A panic of that function goes on from here. It must not do so directly: between it and Sort stand frames of C and
// Rust, and Go would drop them as they are, without their destructors, so that what the library has locked or half
// done stays so. Hence semverCompare recovers it on Go's side and lets the sort end, and it is raised again once C has
// returned. Nothing recovers runtime.Goexit: the function must not call it, as testing.T.FailNow does.
func (l *List) Sort(compare func(a, b Parts) int) error {
	state := &sorting{compare: compare}
	handle := cgo.NewHandle(state) // C must not keep pointers of Go's; this is a number
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
