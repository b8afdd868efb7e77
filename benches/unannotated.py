"""Prints a module without the annotations of its functions: `python unannotated.py numbers.py`."""

import ast
import sys


class Strip(ast.NodeTransformer):
    def visit_ClassDef(self, node):
        return node

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_AnnAssign(self, node):
        return ast.Assign([node.target], node.value, lineno=node.lineno) if node.value else ast.Pass()


with open(sys.argv[1]) as file:
    print(ast.unparse(Strip().visit(ast.parse(file.read()))))
