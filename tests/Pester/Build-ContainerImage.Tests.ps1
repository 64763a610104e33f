BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location $folder
    $null = New-Item -ItemType Directory app
    Set-Content app/Dockerfile "FROM $image AS base", "LABEL $label", 'ARG VERSION=0', 'COPY file.txt /', 'RUN echo $VERSION >/version', 'FROM base AS test', 'RUN echo test >/test'
    Set-Content app/file.txt copied
}
AfterAll {
    Pop-Location
    Remove-TestContainer
}

Describe 'Build-ContainerImage' {
    It 'gives the image that it has built' {
        $built = Build-ContainerImage ./app -Tag "${prefix}:1" -Target base -BuildArgument @{ VERSION = '1.2' }
        $built | Should -BeOfType ContainerTools.ContainerImage
        "$built" | Should -Be "${prefix}:1"
        (Invoke-Container $built -AutoRemove -Label $label -Command cat, /version, /file.txt).StdOut | Should -Be "1.2`ncopied`n"
    }
    It 'tells its steps, which can be sorted' {
        $steps = (Build-ContainerImage ./app -Tag "${prefix}:2" -NoCache).BuildSteps
        ($steps | Sort-Object Duration -Descending)[0].Duration | Should -BeGreaterThan ([timespan]::Zero)
        $steps | Out-String -Width 200 | Should -Match 'Result\s+Duration\s+Name'
    }
    It 'takes a Dockerfile from the pipeline' {
        "FROM $image", "LABEL $label", 'CMD echo from text' | Build-ContainerImage -Tag "${prefix}:text" | Invoke-Container -AutoRemove -Label $label | ForEach-Object StdOut | Should -Be "from text`n"
    }
    It 'ends with the step that failed, and what it said' {
        "FROM $image", 'RUN echo because; exit 4' | Build-ContainerImage -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Build*Failed,*'
        $failed[0].Exception.Result.ExitCode | Should -Be 4
        $failed[0].Exception.Result.Log | Should -Contain because
    }
    It 'says that a folder is not there' {
        { Build-ContainerImage ./none -ErrorAction Stop } | Should -Throw
    }
    It 'lets a step read a secret that the image does not have' {
        $token = [System.Net.NetworkCredential]::new('', 'the-token').SecurePassword
        $built = "FROM $image", "LABEL $label", 'RUN --mount=type=secret,id=npm,required cat /run/secrets/npm | wc -c >/length', 'CMD cat /length; ls /run/secrets' |
            Build-ContainerImage -Secret @{ npm = $token } -NoCache
        (Invoke-Container $built -AutoRemove -Label $label).StdOut.Trim() | Should -Be 9
        Set-Content token.txt from-the-file -NoNewline
        "FROM $image", "LABEL $label", 'RUN --mount=type=secret,id=npm test "$(cat /run/secrets/npm)" = from-the-file' | Build-ContainerImage -Secret 'id=npm,src=token.txt' -NoCache | Should -BeOfType ContainerTools.ContainerImage
    }
    It 'says which secret a Dockerfile requires' {
        "FROM $image", 'RUN --mount=type=secret,id=npm,required true' | Build-ContainerImage -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'BuildSecretMissing,*'
        $failed[0].Exception.Message | Should -BeLike "*'npm'*"
    }
    It 'builds nothing with -WhatIf' {
        Build-ContainerImage ./app -Tag "${prefix}:whatif" -WhatIf | Should -BeNullOrEmpty
        Test-ContainerImage "${prefix}:whatif" | Should -BeFalse
    }
}
