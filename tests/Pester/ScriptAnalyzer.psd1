@{
    ExcludeRules = @(
        # All files are UTF-8 without a byte order mark.
        'PSUseBOMForUnicodeEncodedFile'
        # What a suite's BeforeAll assigns is used in its It blocks, which the rule does not follow.
        'PSUseDeclaredVarsMoreThanAssignments'
        # The functions of build.ps1 and of the suites are nobody's commands.
        'PSUseShouldProcessForStateChangingFunctions'
    )
    Rules        = @{
        # Names of our own, which a suite is about: known once the module has been imported.
        PSAvoidUsingCmdletAliases = @{ AllowList = @('Pull-ContainerImage', 'Push-ContainerImage') }
    }
}
