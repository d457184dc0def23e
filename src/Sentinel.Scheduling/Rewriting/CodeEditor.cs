using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <summary>Puts instructions before others so that whoever jumped to the old one reaches the new ones.</summary>
/// <remarks>The instruction in place is overwritten by the first new one, and a copy of it goes behind the rest: branch
/// targets, handler boundaries and sequence points hold the object and so keep pointing at the right place. Inserting
/// before it instead would silently skip the new code on a loop's back edge. Edits only link instructions to each other, and the list is made
/// of them at the end: to find a place in it and to shift what follows, for each edit, takes minutes in a method of generated code.</remarks>
internal sealed class CodeEditor(MethodBody body)
{
    private readonly Dictionary<Instruction, Instruction> _moved = [];

    /// <summary>Where the code of an original instruction is now.</summary>
    public Instruction Now(Instruction original)
    {
        while (_moved.TryGetValue(original, out var moved))
        {
            original = moved;
        }

        return original;
    }

    public VariableDefinition Local(TypeReference type)
    {
        var local = new VariableDefinition(type);
        body.Variables.Add(local);
        return local;
    }

    /// <summary>Puts <paramref name="added"/> before <paramref name="original"/> and the prefixes that belong to it.</summary>
    public void Before(Instruction original, params Instruction[] added)
    {
        var head = Now(original);
        while (head.Previous is { } previous && previous.OpCode.OpCodeType == OpCodeType.Prefix)
        {
            head = previous;
        }

        _moved[head] = Overwrite(head, added);
    }

    /// <summary>The same for the first instruction of a handler, before all that was put there already.</summary>
    public static void BeforeAll(Instruction head, params Instruction[] added) => Overwrite(head, added);

    public void After(Instruction original, params Instruction[] added)
    {
        var now = Now(original);
        if (now.Previous is { OpCode.Code: Code.Tail } tail)
        {
            tail.OpCode = OpCodes.Nop; // Only a return may follow a tail call.
        }

        foreach (var instruction in added)
        {
            now = Link(now, instruction);
        }
    }

    /// <summary>Makes the method's code of the linked instructions. Before it the method's own list does not have what was added.</summary>
    public void Finish()
    {
        var code = body.Instructions;
        var first = code[0];
        code.Clear();
        for (var (instruction, next) = (first, first.Next); instruction is not null; instruction = next)
        {
            next = instruction.Next;
            code.Add(instruction);
        }
    }

    /// <summary>Turns the instruction into another one, and drops the prefixes that only fit the old one.</summary>
    public void Become(Instruction original, OpCode opCode, object operand)
    {
        var now = Now(original);
        for (var prefix = now.Previous; prefix is not null && prefix.OpCode.OpCodeType == OpCodeType.Prefix; prefix = prefix.Previous)
        {
            prefix.OpCode = OpCodes.Nop;
            prefix.Operand = null;
        }

        now.OpCode = opCode;
        now.Operand = operand;
    }

    /// <returns>The copy of what was overwritten.</returns>
    private static Instruction Overwrite(Instruction head, Instruction[] added)
    {
        var copy = Instruction.Create(OpCodes.Nop);
        copy.OpCode = head.OpCode;
        copy.Operand = head.Operand;
        copy.Offset = head.Offset;
        head.OpCode = added[0].OpCode;
        head.Operand = added[0].Operand;
        var last = head;
        foreach (var instruction in added.AsSpan(1))
        {
            last = Link(last, instruction);
        }

        return Link(last, copy);
    }

    private static Instruction Link(Instruction before, Instruction added)
    {
        (added.Previous, added.Next) = (before, before.Next);
        if (before.Next is not null)
        {
            before.Next.Previous = added;
        }

        before.Next = added;
        return added;
    }
}
