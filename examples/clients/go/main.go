// This program uses the semver library correctly and incorrectly, and prints the results.
package main

import (
	"errors"
	"fmt"
	"log"
	"runtime"
	"strings"
	"sync"

	"semverclient/semver"
)

func check(holds bool, what string) {
	if !holds {
		log.Panicf("does not hold: %s", what)
	}
}

// must is for calls that succeed.
func must[T any](value T, err error) T {
	if err != nil {
		log.Panic(err)
	}
	return value
}

// errorOf is for calls that fail.
func errorOf[T any](_ T, err error) *semver.Error {
	var failure *semver.Error
	check(errors.As(err, &failure), "a call that should fail does")
	return failure
}

func versions() {
	older, newer := must(semver.Parse("1.9.0-rc.1")), must(semver.Parse("1.10.0"))
	check(must(older.Text()) == "1.9.0-rc.1", "the text is the one that was parsed")
	check(must(older.Compare(newer)) < 0 && must(newer.Compare(older)) > 0, "1.9.0-rc.1 < 1.10.0")
	check(must(newer.Compare(must(semver.Parse("1.10.0")))) == 0, "1.10.0 = 1.10.0")
}

func requirements() {
	list := must(semver.NewList("1.4.9", "1.10.0", "2.0.0"))
	requirement := must(semver.ParseRequirement("^1.4"))
	check(must(requirement.Matches(must(list.Get(0)))), "1.4.9 meets ^1.4")
	check(!must(requirement.Matches(must(list.Get(2)))), "2.0.0 does not meet ^1.4")
	check(must(must(list.Best(requirement)).Text()) == "1.10.0", "1.10.0 is the best for ^1.4")
	check(must(list.Best(must(semver.ParseRequirement("^3")))) == nil, "nothing meets ^3")
}

func sort() {
	list := must(semver.NewList("1.3.0", "3.1.0", "2.2.0"))
	err := list.Sort(func(a, b semver.Parts) int { return int(a.Minor) - int(b.Minor) })
	check(err == nil, "the list can be sorted")
	parts := must(list.Parts())
	check(len(parts) == 3, "three are sorted")
	check(parts[0].Major == 3 && parts[1].Major == 2 && parts[2].Major == 1, "they are ordered by their minor number")
}

// Sort panics with the panic of the comparator after the library has completed its sort. An aborted sort could leave a
// version twice in the list.
func failingComparator() {
	list := must(semver.NewList("4.0.0", "3.0.0", "2.0.0", "1.0.0"))
	calls := 0
	func() {
		defer func() { check(recover() == "cannot compare", "what the comparator panicked with is recovered") }()
		_ = list.Sort(func(a, b semver.Parts) int {
			if calls++; calls == 3 {
				panic("cannot compare")
			}
			return int(a.Major) - int(b.Major)
		})
	}()
	check(calls == 3, "the comparator is not called again")
	found := map[uint64]bool{}
	for _, parts := range must(list.Parts()) {
		found[parts.Major] = true
	}
	check(len(found) == 4, "the list has the versions that it had")
}

func retain() {
	list := must(semver.NewList("1.4.9", "2.0.0", "1.10.0"))
	var lent *semver.Version
	func() {
		defer func() { check(recover() == "1.4.9", "what the function panicked with is recovered") }()
		_ = list.Retain(func(version *semver.Version) bool {
			lent = version
			panic(must(version.Text()))
		})
	}()
	check(len(must(list.Parts())) == 3, "the list is as it was")
	refused(errorOf(lent.Text()), "is null")
	requirement := must(semver.ParseRequirement("^1.4"))
	check(list.Retain(func(version *semver.Version) bool { return must(requirement.Matches(version)) }) == nil, "retained")
	check(len(must(list.Parts())) == 2 && must(must(list.Get(1)).Text()) == "1.10.0", "two versions meet ^1.4")
}

func failure() {
	err := errorOf(semver.Parse("1.two.3"))
	check(err.Kind == semver.Failed && err.Code == semver.Syntax && err.Message != "", err.Error())
}

func rustPanic() {
	err := errorOf(must(semver.NewList()).Get(7))
	check(err.Kind == semver.Panic && err.Function == "semver_version_list_get", err.Error())
	check(isAbout(err, 7), err.Message)
}

func refused(err *semver.Error, message string) {
	check(err.Kind == semver.InvalidArgument && strings.Contains(err.Message, message), err.Error())
}

func manyPanics() {
	list := must(semver.NewList())
	for i := 0; i < 10_000; i++ {
		check(errorOf(list.Get(i)).Kind == semver.Panic, "each is an error")
	}
	check(must(must(semver.Parse("1.0.0")).Text()) == "1.0.0", "the library works afterwards")
}

// Each goroutine has its own thread and causes a panic with its own index. When all have done so, each reads the last error
// of its thread.
func threads() {
	const count = 4
	list := must(semver.NewList())
	var failed, done sync.WaitGroup
	failed.Add(count)
	done.Add(count)
	for i := 1000; i < 1000+count; i++ {
		go func(index int) {
			defer done.Done()
			runtime.LockOSThread()
			errorOf(list.Get(index))
			failed.Done()
			failed.Wait()
			check(isAbout(semver.LastError(), index), "each thread has its own error")
		}(i)
	}
	done.Wait()
}

// More goroutines than threads, so that goroutines change threads. Each call still returns its own error.
func goroutines() {
	const count = 64
	list := must(semver.NewList())
	var done sync.WaitGroup
	done.Add(count)
	for i := 1; i <= count; i++ {
		go func(index int) {
			defer done.Done()
			for end := index + 500; index < end; index++ {
				check(isAbout(errorOf(list.Get(index)), index), "each call has its own error")
			}
		}(1000 * i)
	}
	done.Wait()
}

func isAbout(err *semver.Error, index int) bool {
	return err.Kind == semver.Panic && strings.HasSuffix(err.Message, fmt.Sprintf("index is %d", index))
}

func main() {
	log.SetFlags(0)
	for _, one := range []struct {
		name string
		run  func()
	}{
		{"versions", versions},
		{"requirements", requirements},
		{"sort", sort},
		{"failing comparator", failingComparator},
		{"retain", retain},
		{"error", failure},
		{"panic", rustPanic},
		{"null", func() { refused(errorOf(semver.ParseNull()), "`text` is null") }},
		{"invalid UTF-8", func() { refused(errorOf(semver.Parse("\xff")), "is not UTF-8") }},
		{"10,000 panics", manyPanics},
		{"threads", func() { threads(); goroutines() }},
	} {
		one.run()
		fmt.Println("ok", one.name)
	}
}
