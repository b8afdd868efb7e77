//! The resolver over projects in memory.
