//! Tests of the resolver, by subject.
