import { ESLintUtils, type TSESTree } from '@typescript-eslint/utils';
import type { Type, TypeChecker } from 'typescript';

const OF_A_RESULT = ['mapErr', 'andThen', 'orElse', 'unwrapOr'];

const isResult = (type: Type): boolean =>
  type.isUnion() ? type.types.some(isResult) : OF_A_RESULT.every((name) => type.getProperty(name) !== undefined);

const holdsResult = (checker: TypeChecker, type: Type): boolean => {
  const awaited = checker.getAwaitedType(type);
  return isResult(type) || (awaited !== undefined && isResult(awaited));
};

const discarded = (expression: TSESTree.Expression): TSESTree.Expression =>
  expression.type === 'UnaryExpression' && expression.operator === 'void' ? discarded(expression.argument) : expression;

/**
 * A statement that throws away a `Result`, a `ResultAsync` or a promise of one, awaited or not. A result that is given
 * a name is the compiler's business: it refuses names that are never read.
 */
export const noDroppedResult = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: { dropped: 'This result is dropped, and with it the failure it may hold.' },
  },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();
    return {
      ExpressionStatement({ expression }) {
        const dropped = discarded(expression);
        const isAssignment = dropped.type === 'AssignmentExpression';
        if (!isAssignment && holdsResult(checker, services.getTypeAtLocation(dropped))) {
          context.report({ node: dropped, messageId: 'dropped' });
        }
      },
    };
  },
});
